-- Why a study holds a list of all colleagues by name. Without a reason it holds none: they were never asked.
create table name_lists (
  study_id text primary key references studies (id) on delete cascade,
  reason text not null check (length(reason) > 0),
  made_at text not null,
  made_by text not null
);

create table colleagues (
  id text primary key,
  study_id text not null references name_lists (study_id) on delete cascade,
  name text not null check (length(name) > 0),
  email text,
  organisation_id text,
  team_id text,
  unique (study_id, id),
  foreign key (study_id, organisation_id) references organisations (study_id, id) deferrable,
  foreign key (study_id, team_id) references teams (study_id, id) deferrable
);

create index colleagues_by_organisation on colleagues (study_id, organisation_id);

create index colleagues_by_team on colleagues (study_id, team_id);

create table colleague_values (
  study_id text not null,
  colleague_id text not null,
  trait_id text not null,
  value_id text not null,
  primary key (study_id, colleague_id, trait_id),
  foreign key (study_id, colleague_id) references colleagues (study_id, id) on delete cascade,
  foreign key (study_id, trait_id, value_id) references trait_values (study_id, trait_id, id) deferrable
);

create index colleague_values_by_value on colleague_values (study_id, trait_id, value_id);

-- Who of them is on the list of people that are asked.
create table asked_colleagues (
  study_id text not null,
  colleague_id text not null,
  person_id text not null,
  primary key (study_id, colleague_id),
  unique (study_id, person_id),
  foreign key (study_id, colleague_id) references colleagues (study_id, id) on delete cascade,
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade
);

-- A draw, with what it takes to do it again: its seed, how many were wanted, and which seats were open for whom.
create table sample_draws (
  id text primary key,
  study_id text not null references name_lists (study_id) on delete cascade,
  seed text not null check (length(seed) > 0),
  wanted integer not null check (wanted > 0),
  -- How many it was drawn from: fewer rows than that are left where somebody went from the list.
  pool integer not null,
  -- As JSON: how many seats were open, by value.
  seats text not null,
  made_at text not null,
  made_by text not null,
  unique (study_id, id)
);

-- Who could be drawn, with the values of then as JSON; who was drawn has a place.
create table drawn_colleagues (
  study_id text not null,
  draw_id text not null,
  colleague_id text not null,
  qualities text not null,
  place integer,
  primary key (study_id, draw_id, colleague_id),
  foreign key (study_id, draw_id) references sample_draws (study_id, id) on delete cascade,
  foreign key (study_id, colleague_id) references colleagues (study_id, id) on delete cascade
);

create index drawn_colleagues_by_colleague on drawn_colleagues (study_id, colleague_id);
