create table session_kinds (code text primary key);

create table session_states (code text primary key);

-- A meeting in which findings go back to those whom they are about. Its rung says what they may see. Dots are placed on
-- phones, by a code to join with, or in the open: then they are counted by hand.
create table feedback_sessions (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  kind text not null references session_kinds (code),
  state text not null references session_states (code),
  rung text not null references rungs (code) check (rung <> 'researchers'),
  held_on text,
  place text not null,
  dots integer not null check (dots between 1 and 20),
  present integer check (present >= 0),
  is_open_ballot integer not null check (is_open_ballot in (0, 1)),
  join_code text unique,
  said text not null,
  made_at text not null,
  version integer not null,
  unique (study_id, id)
);

create table session_findings (
  study_id text not null,
  session_id text not null,
  finding_id text not null,
  position integer not null,
  said text not null,
  primary key (session_id, finding_id),
  foreign key (study_id, session_id) references feedback_sessions (study_id, id) on delete cascade,
  foreign key (study_id, finding_id) references findings (study_id, id) deferrable
);

create index session_findings_by_finding on session_findings (study_id, finding_id);

-- `paper_dots`: what was counted by hand.
create table session_points (
  study_id text not null,
  session_id text not null,
  point_id text not null,
  position integer not null,
  outcome text check (outcome in ('discussed')),
  said text not null,
  paper_dots integer check (paper_dots >= 0),
  primary key (session_id, point_id),
  unique (study_id, session_id, point_id),
  foreign key (study_id, session_id) references feedback_sessions (study_id, id) on delete cascade,
  foreign key (study_id, point_id) references development_points (study_id, id) deferrable
);

create index session_points_by_point on session_points (study_id, point_id);

-- Who is there: somebody without a name, in one browser. Which browser is forgotten when the session closes.
create table attendances (
  study_id text not null,
  session_id text not null,
  person_id text not null,
  visit_id text,
  primary key (session_id, person_id),
  unique (session_id, visit_id),
  unique (study_id, session_id, person_id),
  foreign key (study_id, session_id) references feedback_sessions (study_id, id) on delete cascade,
  foreign key (study_id, person_id) references people (study_id, id) on delete cascade
);

create index attendances_by_person on attendances (study_id, person_id);

-- Each dot is a row, numbered 1 to N for each person: the key decides how many there are, not a count.
create table dots (
  study_id text not null,
  session_id text not null,
  person_id text not null,
  number integer not null check (number between 1 and 20),
  point_id text not null,
  primary key (session_id, person_id, number),
  foreign key (study_id, session_id, person_id)
    references attendances (study_id, session_id, person_id) on delete cascade,
  foreign key (study_id, session_id, point_id)
    references session_points (study_id, session_id, point_id) deferrable
);

create index dots_by_point on dots (study_id, session_id, point_id);
