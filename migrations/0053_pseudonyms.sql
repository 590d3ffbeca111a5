-- What stands in texts in the place of a name, the same in every text of the study. Only who may see names reads it. What
-- is somebody's whom the study knows goes with that somebody; what stands in the texts stays.
create table pseudonyms (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  kind text not null check (kind in ('researcher', 'person', 'organisation', 'team', 'place', 'name')),
  words_key text not null,
  original text not null,
  replacement text not null,
  person_id text,
  colleague_id text,
  made_at text not null,
  made_by text not null,
  unique (study_id, words_key),
  foreign key (study_id, person_id) references people (study_id, id) on delete cascade,
  foreign key (study_id, colleague_id) references colleagues (study_id, id) on delete cascade,
  foreign key (study_id, made_by) references people (study_id, id) deferrable
);

create index pseudonyms_by_person on pseudonyms (study_id, person_id);

create index pseudonyms_by_colleague on pseudonyms (study_id, colleague_id);

create index pseudonyms_by_maker on pseudonyms (study_id, made_by);

-- The last number of each kind, so that the number of somebody who was erased is nobody else's.
create table pseudonym_counts (
  study_id text not null references studies (id) on delete cascade,
  kind text not null,
  last integer not null,
  primary key (study_id, kind)
);

-- That a text was looked through for names, when and by whom.
create table name_checks (
  study_id text not null,
  material_id text primary key,
  checked_at text not null,
  checked_by text not null,
  foreign key (study_id, material_id) references materials (study_id, id) on delete cascade,
  foreign key (study_id, checked_by) references people (study_id, id) deferrable
);

create index name_checks_by_text on name_checks (study_id, material_id);

create index name_checks_by_person on name_checks (study_id, checked_by);

-- That the file of the database is still to be cleared of names that were taken out of a text.
create table names_to_purge (
  material_id text primary key,
  at text not null
);
