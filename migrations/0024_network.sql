-- What the network is counted by beside organisation and team, each a trait with its values: employed before, yes or no.
create table traits (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  name text not null check (length(name) > 0),
  position integer not null,
  is_mirrored integer not null check (is_mirrored in (0, 1)),
  unique (study_id, id),
  unique (study_id, name)
);

create table trait_values (
  id text primary key,
  study_id text not null,
  trait_id text not null,
  name text not null check (length(name) > 0),
  position integer not null,
  unique (study_id, trait_id, id),
  unique (study_id, trait_id, name),
  foreign key (study_id, trait_id) references traits (study_id, id) on delete cascade
);

-- How many people are in a team, or in none, or have a value of a trait: those of an organisation, or of the network where
-- that was not counted by organisation. What nobody is in has no row.
create table network_counts (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  organisation_id text,
  team_id text,
  trait_id text,
  value_id text,
  people integer not null check (people > 0),
  check (team_id is null or value_id is null),
  check ((trait_id is null) = (value_id is null)),
  foreign key (study_id, organisation_id) references organisations (study_id, id) deferrable,
  foreign key (study_id, team_id) references teams (study_id, id) deferrable,
  foreign key (study_id, trait_id, value_id) references trait_values (study_id, trait_id, id) deferrable
);

create index network_counts_by_organisation on network_counts (study_id, organisation_id);

create index network_counts_by_team on network_counts (study_id, team_id);

create index network_counts_by_value on network_counts (study_id, trait_id, value_id);

-- How many people are asked, and by what they mirror the network beside the traits that say so themselves.
create table sample_plans (
  study_id text primary key references studies (id) on delete cascade,
  size integer not null check (size > 0),
  by_organisation integer not null check (by_organisation in (0, 1)),
  by_team integer not null check (by_team in (0, 1)),
  two_each integer not null check (two_each in (0, 1)),
  version integer not null
);

create table participant_values (
  study_id text not null,
  person_id text not null,
  trait_id text not null,
  value_id text not null,
  primary key (study_id, person_id, trait_id),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade,
  foreign key (study_id, trait_id, value_id) references trait_values (study_id, trait_id, id) deferrable
);

create index participant_values_by_value on participant_values (study_id, trait_id, value_id);

-- In which team somebody was until a day; the one of now stands with the participant.
create table former_teams (
  study_id text not null,
  person_id text not null,
  team_id text,
  until_on text not null,
  primary key (study_id, person_id, until_on),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade,
  foreign key (study_id, team_id) references teams (study_id, id) deferrable
);

create index former_teams_by_team on former_teams (study_id, team_id);

-- How somebody came in; who was asked in the usual way has no row.
create table volunteers (
  study_id text not null,
  person_id text not null,
  primary key (study_id, person_id),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade
);

-- Who came in the place of somebody that said no or stopped.
create table replacements (
  study_id text not null,
  person_id text not null,
  replaced_id text not null,
  primary key (study_id, person_id),
  unique (study_id, replaced_id),
  check (person_id <> replaced_id),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade,
  foreign key (study_id, replaced_id) references participants (study_id, person_id) on delete cascade
);
