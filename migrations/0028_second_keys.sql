-- A code of one's own, asked for beside the personal link: links get forwarded. `tries` are wrong ones in a row; before
-- `next_at` none is taken.
create table second_keys (
  study_id text not null,
  person_id text not null,
  code_hash text not null,
  chosen_at text not null,
  tries integer not null,
  next_at text not null,
  primary key (study_id, person_id),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade
);

-- Until when a link stands in for the code, once; null for most, and when it was used so.
alter table links add column fresh_until text;

-- When what is behind the code was last used in this browser; null while the code was not given there.
alter table visit_seats add column key_at text;
