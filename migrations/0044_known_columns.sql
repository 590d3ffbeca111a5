-- What the columns of a list of names were said to hold, by their heads, so that the next list need not be matched
-- again. It goes with the list.
create table known_columns (
  study_id text not null references name_lists (study_id) on delete cascade,
  head text not null check (length(head) > 0),
  -- What it says of a person, or of which trait it says the value; neither where it is not used.
  field text,
  trait_id text,
  primary key (study_id, head),
  check (field is null or trait_id is null),
  foreign key (study_id, trait_id) references traits (study_id, id) on delete cascade
);

create index known_columns_by_trait on known_columns (study_id, trait_id);
