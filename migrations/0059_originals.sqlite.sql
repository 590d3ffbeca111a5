-- Whether a study keeps texts as they were before names were taken out; none does unless somebody says so.
create table original_settings (
  study_id text primary key references studies (id) on delete cascade,
  keeps integer not null check (keeps in (0, 1)),
  version integer not null
);

-- A text as it was before names were first taken out of it, with who spoke, as JSON. Only who may see names and read raw
-- text reads it.
create table material_originals (
  material_id text primary key,
  study_id text not null,
  title text not null,
  text text not null,
  turns text not null,
  speakers text not null,
  kept_at text not null,
  foreign key (study_id, material_id) references materials (study_id, id) on delete cascade
);

create index material_originals_by_study on material_originals (study_id, material_id);

-- What somebody said goes back to nobody in the words of before: it goes when that person stops or takes all words back.
create trigger originals_go_with_agreement after update of takes_part, words_withdrawn_at on consents
when new.takes_part = 0 or new.words_withdrawn_at is not null
begin
  delete from material_originals
  where study_id = new.study_id
    and material_id in (select id from materials where study_id = new.study_id and person_id = new.person_id);
end;

-- However it goes, the file of the database is cleared of it.
create trigger originals_leave_nothing after delete on material_originals
begin
  insert or replace into names_to_purge (material_id, at)
  values (old.material_id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
end;
