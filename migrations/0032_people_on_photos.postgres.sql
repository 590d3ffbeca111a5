-- A study in which children or young people take part themselves: only there may they, and parents, be on photos.
alter table studies add column with_young integer not null default 0 check (with_young in (0, 1));

-- Who can be recognised on a photo, in a word and never by name, and how far that person lets it go. A child is under
-- 16; then a guardian says yes as well.
create table photo_people (
  id text primary key,
  study_id text not null,
  photo_id text not null,
  kind text not null check (kind in ('colleague', 'adult', 'parent', 'young', 'child')),
  who text not null,
  permission text not null check (permission in ('yes', 'asked', 'no')),
  rung text not null references rungs (code),
  guardian integer not null check (guardian in (0, 1)),
  added_at text not null,
  foreign key (study_id, photo_id) references photos (study_id, id) on delete cascade
);

create index photo_people_by_photo on photo_people (study_id, photo_id);

create function photo_people_go_with_picture() returns trigger language plpgsql as $$
begin
  delete from photo_people where photo_id = old.id;
  return null;
end;
$$;

-- Another picture, or none, has other people on it.
create trigger photo_people_go_with_picture after update of master on photos
for each row when (old.master is not null and new.master is distinct from old.master)
execute function photo_people_go_with_picture();
