-- When a talk began and ended, as its researcher said there.
create table talk_times (
  study_id text not null,
  interview_id text not null,
  began_at text not null,
  ended_at text,
  primary key (interview_id),
  foreign key (study_id, interview_id) references interviews (study_id, id) on delete cascade
);

-- A moment of a talk that matters, to find it again in what was recorded or written out. The browser makes `client_id`:
-- the same moment that is sent again is the same one.
create table talk_marks (
  study_id text not null,
  interview_id text not null,
  client_id text not null,
  at text not null,
  word text not null,
  primary key (interview_id, client_id),
  foreign key (study_id, interview_id) references interviews (study_id, id) on delete cascade
);

-- What somebody wrote over a note that another had changed: both are kept until one of the team chooses. The browser
-- makes `client_id`: who types on changes one row.
create table other_notes (
  study_id text not null,
  interview_id text not null,
  client_id text not null,
  spot text not null,
  photo_id text,
  element_id text,
  text text not null,
  written_by text not null,
  written_at text not null,
  primary key (interview_id, client_id),
  check (photo_id is null or element_id is null),
  foreign key (study_id, interview_id) references interviews (study_id, id) on delete cascade,
  foreign key (study_id, photo_id) references photos (study_id, id) on delete cascade,
  foreign key (study_id, element_id) references elements (study_id, id) deferrable,
  foreign key (study_id, written_by) references people (study_id, id) deferrable
);

create index other_notes_by_photo on other_notes (study_id, photo_id);

create index other_notes_by_element on other_notes (study_id, element_id);

create index other_notes_by_writer on other_notes (study_id, written_by);

-- What a talk did with who held it. Of its writer alone: no other member reads it. It goes with the talk.
create table logbook_lines (
  study_id text not null,
  interview_id text not null,
  written_by text not null,
  touched text not null,
  my_part text not null,
  written_at text not null,
  version integer not null,
  primary key (interview_id, written_by),
  foreign key (study_id, interview_id) references interviews (study_id, id) on delete cascade,
  foreign key (study_id, written_by) references people (study_id, id) deferrable
);

create index logbook_lines_by_writer on logbook_lines (study_id, written_by);
