-- A part of the sound recording of a talk. A new part begins after each interruption, on each device and with each file
-- that is sent. `mark` is made by who sends, so that what is sent again is known. `pieces` is how many there are, once
-- the sender said that no more come. `file` is the whole part, made seekable, `tried` of how many pieces it was tried last.
-- What was removed keeps its row: what of it still comes in from a browser is not taken in again.
create table recording_parts (
  id text primary key,
  study_id text not null,
  interview_id text not null,
  mark text not null,
  origin text not null check (origin in ('recorded', 'sent')),
  type text not null,
  begun_at text not null,
  last_at text not null,
  made_by text,
  pieces integer,
  tried integer not null,
  file text,
  milliseconds integer,
  removed_at text,
  unique (study_id, id),
  unique (interview_id, mark),
  foreign key (study_id, interview_id) references interviews (study_id, id) on delete cascade,
  foreign key (study_id, made_by) references people (study_id, id) deferrable,
  foreign key (study_id, file) references files (study_id, name) deferrable
);

create index recording_parts_by_interview on recording_parts (study_id, interview_id);

create index recording_parts_by_maker on recording_parts (study_id, made_by);

create index recording_parts_by_file on recording_parts (study_id, file);

-- A few seconds of a part, or a few megabytes of a file that is sent. `until_ms` is where it ends in its part, as far as
-- the browser could tell.
create table recording_pieces (
  study_id text not null,
  part_id text not null,
  seq integer not null,
  file text not null,
  bytes integer not null,
  sha256 text not null,
  until_ms integer,
  primary key (part_id, seq),
  foreign key (study_id, part_id) references recording_parts (study_id, id) on delete cascade,
  foreign key (study_id, file) references files (study_id, name) deferrable
);

create index recording_pieces_by_part on recording_pieces (study_id, part_id);

create index recording_pieces_by_file on recording_pieces (study_id, file);

-- That the written text of a talk was checked against the sound: from then on the sound is not needed for long.
create table confirmed_texts (
  study_id text not null,
  interview_id text primary key,
  confirmed_at text not null,
  confirmed_by text,
  foreign key (study_id, interview_id) references interviews (study_id, id) on delete cascade,
  foreign key (study_id, confirmed_by) references people (study_id, id) deferrable
);

create index confirmed_texts_by_interview on confirmed_texts (study_id, interview_id);

create index confirmed_texts_by_person on confirmed_texts (study_id, confirmed_by);

-- How many days after that the sound goes; null where only somebody removes it.
create table recording_terms (
  study_id text primary key references studies (id) on delete cascade,
  days integer,
  version integer not null
);

-- Recordings whose time was over when the clock looked, and since when: it removes what it saw so twice.
create table recordings_due (
  study_id text not null,
  interview_id text primary key,
  seen_at text not null,
  foreign key (study_id, interview_id) references interviews (study_id, id) on delete cascade
);

create index recordings_due_by_interview on recordings_due (study_id, interview_id);

create trigger recording_pieces_take_their_files after delete on recording_pieces
begin
  delete from files where name = old.file;
end;

create trigger recording_parts_take_their_files after delete on recording_parts
begin
  delete from files where name = old.file;
end;
