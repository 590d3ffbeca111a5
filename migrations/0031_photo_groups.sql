-- Photos that the team laid together, and the title that it gave them.
create table photo_groups (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  title text not null check (length(title) > 0),
  position integer not null,
  version integer not null,
  unique (study_id, id)
);

-- In which group a photo lies, one at most. `moved` is an id made when it was laid there or taken out (then without a
-- group): ids come in the order of time, so that who sorts on an older page is told.
create table grouped_photos (
  study_id text not null,
  photo_id text not null,
  group_id text,
  moved text not null,
  primary key (study_id, photo_id),
  foreign key (study_id, photo_id) references photos (study_id, id) on delete cascade,
  foreign key (study_id, group_id) references photo_groups (study_id, id) on delete cascade
);

create index grouped_photos_by_group on grouped_photos (study_id, group_id);
