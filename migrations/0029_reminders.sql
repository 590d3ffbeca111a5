-- How many days before the date by which photos are wanted people are reminded.
create table reminder_days (
  study_id text not null references studies (id) on delete cascade,
  days_before integer not null check (days_before between 1 and 60),
  primary key (study_id, days_before)
);

-- The days on which that was done. The key decides: two processes, or one that died and came back, do it once.
create table reminder_runs (
  study_id text not null references studies (id) on delete cascade,
  day text not null,
  people integer not null,
  at text not null,
  primary key (study_id, day)
);

-- The reminders of a person, numbered: there is no third one to insert.
create table reminders (
  study_id text not null,
  person_id text not null,
  nth integer not null check (nth in (1, 2)),
  at text not null,
  primary key (study_id, person_id, nth),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade
);
