-- Who says what, and when, beside the words: [start offset, number of the speaker or null, milliseconds or null], in the
-- order of the text. Each begins a line; offsets count UTF-16 code units.
alter table materials add column turns text not null default '[]';

alter table material_versions add column turns text not null default '[]';

create table speaker_roles (
  code text primary key
);

-- Who speaks in a text, by the name that stands there.
create table material_speakers (
  study_id text not null,
  material_id text not null,
  number integer not null check (number > 0),
  name text not null check (length(name) > 0),
  role text not null references speaker_roles (code),
  primary key (material_id, number),
  foreign key (study_id, material_id) references materials (study_id, id) on delete cascade
);

create index material_speakers_by_study on material_speakers (study_id, material_id);
