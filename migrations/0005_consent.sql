create table rungs (
  code text primary key,
  place integer not null unique
);

-- What somebody agreed to, word for word: a text that is changed later does not change what was agreed.
create table agreement_texts (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  language text not null check (language in ('nl', 'en')),
  checksum text not null,
  text text not null,
  made_at text not null,
  unique (study_id, id),
  unique (study_id, language, checksum)
);

-- How a participant stands now; what it was before is in consent_entries.
create table consents (
  study_id text not null,
  person_id text not null,
  text_id text,
  takes_part integer not null check (takes_part in (0, 1)),
  may_record integer not null check (may_record in (0, 1)),
  keep_posted integer not null check (keep_posted in (0, 1)),
  at text not null,
  primary key (study_id, person_id),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade,
  foreign key (study_id, text_id) references agreement_texts (study_id, id) deferrable,
  check (takes_part = 0 or text_id is not null)
);

create index consents_by_text on consents (study_id, text_id);

create table consent_entries (
  id text primary key,
  study_id text not null,
  person_id text not null,
  text_id text,
  takes_part integer not null check (takes_part in (0, 1)),
  may_record integer not null check (may_record in (0, 1)),
  keep_posted integer not null check (keep_posted in (0, 1)),
  at text not null,
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade,
  foreign key (study_id, text_id) references agreement_texts (study_id, id) deferrable
);

create index consent_entries_by_person on consent_entries (study_id, person_id, id);

create index consent_entries_by_text on consent_entries (study_id, text_id);

-- What was read in this hour already: the log holds one entry a person, object and hour.
create table readings (
  key text primary key,
  at text not null
);
