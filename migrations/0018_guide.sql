-- What is left for others. Who has its address can read it from the moment it is published.
create table guides (
  study_id text primary key references studies (id) on delete cascade,
  title text not null,
  preface text not null,
  reflection text not null,
  reflection_by text not null,
  new_questions text not null,
  method text not null,
  makers text not null,
  published_at text,
  version integer not null
);

-- The page of photos of the guide.
create table guide_photos (
  study_id text not null references studies (id) on delete cascade,
  photo_id text not null,
  position integer not null,
  primary key (study_id, photo_id),
  foreign key (study_id, photo_id) references photos (study_id, id) on delete cascade
);
