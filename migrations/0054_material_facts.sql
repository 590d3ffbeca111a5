-- What is known of a text beside its words; which of it is asked depends on its kind. Of a mirror conversation: what those
-- who speak are, and who gave permission for it, how and when; never a name.
create table material_facts (
  material_id text primary key,
  study_id text not null,
  on_day text,
  minutes integer,
  place text not null default '',
  present text not null default '',
  present_count integer,
  source text not null default '',
  spoken_by text,
  permitted_by text,
  permission text not null default '',
  version integer not null,
  foreign key (study_id, material_id) references materials (study_id, id) on delete cascade
);

create index material_facts_by_study on material_facts (study_id, material_id);
