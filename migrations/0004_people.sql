create table participants (
  study_id text not null,
  person_id text not null,
  number integer not null,
  organisation_id text,
  team_id text,
  invited_at text,
  version integer not null,
  primary key (study_id, person_id),
  unique (study_id, number),
  foreign key (study_id, person_id) references people (study_id, id) on delete cascade,
  foreign key (study_id, organisation_id) references organisations (study_id, id) deferrable,
  foreign key (study_id, team_id) references teams (study_id, id) deferrable
);

create index participants_by_organisation on participants (study_id, organisation_id);

create index participants_by_team on participants (study_id, team_id);

-- Every number ever drawn: one is not used twice, also when who bore it is gone.
create table drawn_numbers (
  study_id text not null references studies (id) on delete cascade,
  number integer not null,
  primary key (study_id, number)
);
