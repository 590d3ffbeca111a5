create table action_states (code text primary key);

create table standings (code text primary key);

create table verdicts (code text primary key);

-- What action points are about: a list of the study.
create table subjects (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  name text not null check (length(name) > 0),
  explanation text not null,
  position integer not null,
  unique (study_id, id),
  unique (study_id, name)
);

-- `look_on` is when one looks first; later checks follow from the last one. `follow`: how one sees whether it works.
create table action_points (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  state text not null references action_states (code),
  title text not null check (length(title) > 0),
  what text not null,
  owner_id text,
  said_yes integer not null check (said_yes in (0, 1)),
  helpers text not null,
  mandate text not null,
  different text not null,
  follow text not null,
  every_weeks integer check (every_weeks in (4, 6, 8, 12)),
  look_on text,
  fixed_place text not null,
  fixed_when text not null,
  due_on text,
  subject_id text,
  issue_id text,
  session_id text,
  point_id text,
  agreed_on text,
  embedded_on text,
  reason text not null,
  made_at text not null,
  version integer not null,
  unique (study_id, id),
  check ((session_id is null) = (point_id is null)),
  foreign key (study_id, owner_id) references people (study_id, id) deferrable,
  foreign key (study_id, subject_id) references subjects (study_id, id) deferrable,
  foreign key (study_id, issue_id) references issues (study_id, id) deferrable,
  foreign key (study_id, session_id, point_id)
    references session_points (study_id, session_id, point_id) deferrable
);

create index action_points_by_owner on action_points (study_id, owner_id);

create index action_points_by_subject on action_points (study_id, subject_id);

create index action_points_by_issue on action_points (study_id, issue_id);

create index action_points_by_point on action_points (study_id, session_id, point_id);

-- What an action point that was made by hand rests on; one from a session rests on the findings of its point.
create table action_findings (
  study_id text not null,
  action_id text not null,
  finding_id text not null,
  primary key (action_id, finding_id),
  foreign key (study_id, action_id) references action_points (study_id, id) on delete cascade,
  foreign key (study_id, finding_id) references findings (study_id, id) deferrable
);

create index action_findings_by_finding on action_findings (study_id, finding_id);

-- What was agreed before it was changed, as JSON.
create table action_versions (
  study_id text not null,
  action_id text not null,
  version integer not null,
  agreed text not null,
  until_at text not null,
  by_id text not null,
  primary key (action_id, version),
  foreign key (study_id, action_id) references action_points (study_id, id) on delete cascade,
  foreign key (study_id, by_id) references people (study_id, id) deferrable
);

create index action_versions_by_person on action_versions (study_id, by_id);

-- What happened to it, never overwritten: a change of state, or a check (how it stands, and whether it helps).
create table action_entries (
  id text primary key,
  study_id text not null,
  action_id text not null,
  at text not null,
  by_id text not null,
  kind text not null check (kind in ('state', 'check')),
  state text references action_states (code),
  standing text references standings (code),
  verdict text references verdicts (code),
  text text not null,
  check ((kind = 'state') = (state is not null)),
  check ((kind = 'check') = (standing is not null)),
  foreign key (study_id, action_id) references action_points (study_id, id) on delete cascade,
  foreign key (study_id, by_id) references people (study_id, id) deferrable
);

create index action_entries_by_action on action_entries (study_id, action_id);

create index action_entries_by_person on action_entries (study_id, by_id);
