-- A link by which photos can be added to one talk while it is held: it stands on a screen, so it lasts for minutes, opens
-- nothing else, and goes with the end of the talk. One for each talk.
create table table_links (
  study_id text not null,
  interview_id text not null,
  token_hash text not null unique,
  until text not null,
  primary key (interview_id),
  foreign key (study_id, interview_id) references interviews (study_id, id) on delete cascade
);

-- That a researcher laid it on the table, and not its person.
alter table photos add column by_team integer not null default 0 check (by_team in (0, 1));
