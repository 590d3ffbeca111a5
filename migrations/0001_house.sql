-- Codes of src/method; filled anew at each migration, so that a list can grow without rebuilding a table.
create table roles (
  code text primary key
);

-- One row: which house this is, so that the folder of files can tell whose it is.
create table house (
  id text primary key
);

create table accounts (
  id text primary key,
  email text not null unique,
  name text not null check (length(name) > 0),
  password_hash text,
  language text not null check (language in ('nl', 'en')),
  is_administrator integer not null check (is_administrator in (0, 1)),
  is_researcher integer not null check (is_researcher in (0, 1)),
  made_at text not null,
  ended_at text
);

-- One-time links to make the first account (no account yet) or to choose a password. Used means gone.
create table account_links (
  token_hash text primary key,
  account_id text references accounts (id) on delete cascade,
  expires_at text not null
);

create index account_links_by_account on account_links (account_id);

create table studies (
  id text primary key,
  name text not null check (length(name) > 0),
  language text not null check (language in ('nl', 'en')),
  subject text not null,
  question text not null,
  working_definition text not null,
  network_name text not null,
  terms text not null,
  commissioner text not null,
  contact_name text not null,
  contact text not null,
  responsible text not null,
  privacy_officer text not null,
  key_holder text not null,
  keep_recording text not null,
  keep_data text not null,
  photos_by text,
  min_photos integer not null check (min_photos between 1 and 20),
  max_photos integer not null check (max_photos between 1 and 20),
  small_group integer not null check (small_group >= 3),
  is_example integer not null check (is_example in (0, 1)),
  made_at text not null,
  version integer not null,
  check (min_photos <= max_photos)
);

-- A person in a study. The same human in another role is another row: joining them would undo the number.
create table people (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  account_id text references accounts (id),
  name text not null check (length(name) > 0),
  email text,
  language text not null check (language in ('nl', 'en')),
  made_at text not null,
  unique (study_id, id),
  unique (study_id, account_id)
);

create index people_by_account on people (account_id);

create index people_by_email on people (email);

create table seats (
  study_id text not null,
  person_id text not null,
  role text not null references roles (code),
  sees_names integer not null check (sees_names in (0, 1)),
  reads_raw integer not null check (reads_raw in (0, 1)),
  primary key (study_id, person_id, role),
  foreign key (study_id, person_id) references people (study_id, id) on delete cascade
);

-- Personal links. Many a seat; each can be ended.
create table links (
  id text primary key,
  study_id text not null,
  person_id text not null,
  role text not null,
  token_hash text not null unique,
  made_at text not null,
  used_at text not null,
  opened_at text,
  ended_at text,
  foreign key (study_id, person_id, role) references seats (study_id, person_id, role) on delete cascade
);

create index links_by_seat on links (study_id, person_id, role);

-- One browser. It may hold an account and any number of seats.
create table visits (
  id text primary key,
  token_hash text not null unique,
  account_id text references accounts (id) on delete cascade,
  account_since text,
  account_seen_at text,
  seen_at text not null
);

create index visits_by_account on visits (account_id);

create table visit_seats (
  visit_id text not null references visits (id) on delete cascade,
  study_id text not null,
  person_id text not null,
  role text not null,
  link_id text not null references links (id) on delete cascade,
  primary key (visit_id, study_id, person_id, role),
  foreign key (study_id, person_id, role) references seats (study_id, person_id, role) on delete cascade
);

create index visit_seats_by_seat on visit_seats (study_id, person_id, role);

create index visit_seats_by_link on visit_seats (link_id);

-- No foreign keys: the log outlives what it tells of. Ids and names of fields only, never content or tokens.
create table audit_log (
  id text primary key,
  at text not null,
  study_id text,
  actor text not null check (actor in ('seat', 'account', 'system', 'stranger')),
  actor_id text,
  role text,
  action text not null,
  outcome text not null check (outcome in ('done', 'read', 'refused')),
  subjects text not null,
  fields text not null
);

create index audit_log_by_study on audit_log (study_id, id);

-- Answers already given: a form that is sent twice gets the first one.
create table answers (
  key text primary key,
  location text,
  at text not null
);

create table mails (
  id text primary key,
  study_id text,
  person_id text,
  role text,
  account_id text references accounts (id) on delete cascade,
  address text not null,
  language text not null check (language in ('nl', 'en')),
  template text not null,
  subject text not null,
  body text not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed')),
  tries integer not null,
  due_at text not null,
  made_at text not null,
  sent_at text,
  problem text,
  foreign key (study_id, person_id, role) references seats (study_id, person_id, role) on delete cascade
);

create index mails_by_state on mails (state, due_at);

create index mails_by_seat on mails (study_id, person_id, role);

create index mails_by_account on mails (account_id);
