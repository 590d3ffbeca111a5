create table interviews (
  id text primary key,
  study_id text not null,
  person_id text not null,
  held_on text,
  place text not null,
  interviewer_id text,
  made_at text not null,
  version integer not null,
  unique (study_id, id),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade,
  foreign key (study_id, interviewer_id) references people (study_id, id) deferrable
);

create index interviews_by_person on interviews (study_id, person_id);

create index interviews_by_interviewer on interviews (study_id, interviewer_id);

-- A note of a talk: on the talk as a whole, at a photo, or at a side of the model. `spot` names which.
create table interview_notes (
  study_id text not null,
  interview_id text not null,
  spot text not null,
  photo_id text,
  element_id text,
  text text not null,
  version integer not null,
  primary key (interview_id, spot),
  check (photo_id is null or element_id is null),
  foreign key (study_id, interview_id) references interviews (study_id, id) on delete cascade,
  foreign key (study_id, photo_id) references photos (study_id, id) on delete cascade,
  foreign key (study_id, element_id) references elements (study_id, id) deferrable
);

create index interview_notes_by_photo on interview_notes (study_id, photo_id);

create index interview_notes_by_element on interview_notes (study_id, element_id);

-- A photo that was laid on a side of the model during a talk.
create table laid_photos (
  study_id text not null,
  interview_id text not null,
  photo_id text not null,
  element_id text not null,
  primary key (interview_id, photo_id),
  foreign key (study_id, interview_id) references interviews (study_id, id) on delete cascade,
  foreign key (study_id, photo_id) references photos (study_id, id) on delete cascade,
  foreign key (study_id, element_id) references elements (study_id, id) deferrable
);

create index laid_photos_by_photo on laid_photos (study_id, photo_id);

create index laid_photos_by_element on laid_photos (study_id, element_id);
