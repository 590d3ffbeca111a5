create table angles (
  code text primary key
);

-- Stored files, by the random name they bear in the folder. A file's row comes after the file.
create table files (
  name text primary key,
  study_id text not null references studies (id) on delete cascade,
  type text not null,
  bytes integer not null,
  unique (study_id, name)
);

-- Files whose row is gone and that are still to be unlinked; and files seen once without a row.
create table files_to_remove (
  name text primary key,
  since text not null
);

create table files_unclaimed (
  name text primary key,
  seen_at text not null
);

-- A picture, or a few sentences in the place of one. A withdrawn one keeps its row, empty, so that what rested on it
-- can say so; its files and words are gone.
create table photos (
  id text primary key,
  study_id text not null,
  person_id text not null,
  client_id text not null,
  checksum text not null,
  kind text not null check (kind in ('picture', 'text')),
  words text not null,
  angle text references angles (code),
  is_own integer not null check (is_own in (0, 1)),
  is_recognisable integer not null check (is_recognisable in (0, 1)),
  position integer not null,
  width integer,
  height integer,
  master text,
  large text,
  thumb text,
  added_at text not null,
  withdrawn_at text,
  wished_at text,
  answer text check (answer in ('fine', 'different', 'no')),
  rung text not null references rungs (code),
  remark text not null,
  version integer not null,
  unique (study_id, id),
  unique (study_id, person_id, client_id, checksum),
  check ((kind = 'picture' and withdrawn_at is null) = (master is not null)),
  check ((answer = 'fine') or rung = 'researchers'),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade,
  foreign key (study_id, master) references files (study_id, name) deferrable,
  foreign key (study_id, large) references files (study_id, name) deferrable,
  foreign key (study_id, thumb) references files (study_id, name) deferrable
);

create index photos_by_person on photos (study_id, person_id);

create index photos_by_master on photos (study_id, master);

create index photos_by_large on photos (study_id, large);

create index photos_by_thumb on photos (study_id, thumb);
