create table material_kinds (
  code text primary key
);

-- A text, whatever its kind, that quotations will be anchored in. What a person said hangs on that person.
create table materials (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  person_id text,
  kind text not null references material_kinds (code),
  title text not null check (length(title) > 0),
  text text not null,
  made_at text not null,
  made_by text not null,
  version integer not null,
  unique (study_id, id),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade,
  foreign key (study_id, made_by) references people (study_id, id) deferrable
);

create index materials_by_person on materials (study_id, person_id);

create index materials_by_maker on materials (study_id, made_by);

-- What a text was before it was corrected.
create table material_versions (
  study_id text not null,
  material_id text not null,
  version integer not null,
  text text not null,
  until_at text not null,
  primary key (material_id, version),
  foreign key (study_id, material_id) references materials (study_id, id) on delete cascade
);
