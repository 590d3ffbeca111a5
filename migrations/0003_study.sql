-- Texts that a study shows or sends in its own words: the assignment, the agreement, mails. Keys are listed in
-- src/method/template.ts.
create table study_texts (
  study_id text not null references studies (id) on delete cascade,
  key text not null,
  language text not null check (language in ('nl', 'en')),
  text text not null,
  primary key (study_id, key, language)
);

create table issues (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  name text not null check (length(name) > 0),
  position integer not null,
  unique (study_id, id)
);

create table organisations (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  name text not null check (length(name) > 0),
  position integer not null,
  unique (study_id, id),
  unique (study_id, name)
);

create table teams (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  name text not null check (length(name) > 0),
  begins_on text,
  ends_on text,
  successor_id text,
  position integer not null,
  unique (study_id, id),
  unique (study_id, name),
  check (ends_on >= begins_on),
  check (successor_id <> id),
  foreign key (study_id, successor_id) references teams (study_id, id) deferrable
);

create index teams_by_successor on teams (study_id, successor_id);

create table categories (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  name text not null check (length(name) > 0),
  explanation text not null,
  position integer not null,
  unique (study_id, id),
  unique (study_id, name)
);

-- A side of the conversation model.
create table elements (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  name text not null check (length(name) > 0),
  explanation text not null,
  position integer not null,
  unique (study_id, id),
  unique (study_id, name)
);

-- A question of the conversation: at its opening, at a side, to go on asking, at its end, or while looking at a photo.
create table questions (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  part text not null check (part in ('opening', 'element', 'follow_up', 'closing', 'looking')),
  element_id text,
  text text not null check (length(text) > 0),
  deeper text not null,
  position integer not null,
  unique (study_id, id),
  check ((part = 'element') = (element_id is not null)),
  foreign key (study_id, element_id) references elements (study_id, id) on delete cascade
);

create index questions_by_element on questions (study_id, element_id);
