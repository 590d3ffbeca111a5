-- That a photo or a quotation went out of sight that others could see: when, why, and where it stood until then. Nothing of
-- the thing itself. Whose it was goes when everything of that person is erased; where it stood on paper stays true.
create table taken_things (
  id text primary key,
  study_id text not null,
  person_id text,
  kind text not null check (kind in ('picture', 'drawing', 'text', 'quotation')),
  thing_id text,
  nth integer,
  why text not null,
  at text not null,
  unique (study_id, id),
  foreign key (study_id) references studies (id) on delete cascade,
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade
);

create index taken_things_by_person on taken_things (study_id, person_id);

create table taken_places (
  study_id text not null,
  taken_id text not null,
  position integer not null,
  place text not null check (place in ('session', 'action', 'meeting', 'guide', 'export')),
  place_id text not null,
  words text not null,
  held_on text,
  beside text not null,
  primary key (taken_id, position),
  foreign key (study_id, taken_id) references taken_things (study_id, id) on delete cascade
);

create index taken_places_by_thing on taken_places (study_id, taken_id);
