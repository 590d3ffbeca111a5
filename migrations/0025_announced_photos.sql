-- Photos that a participant chose and that have not arrived: the page tells of them before it sends, each under the mark
-- that it will bear. A row goes when its photo arrives.
create table announced_photos (
  study_id text not null,
  person_id text not null,
  client_id text not null,
  bytes integer not null,
  device text not null check (device in ('phone', 'computer')),
  announced_at text not null,
  primary key (study_id, person_id, client_id),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade
);
