create unique index interviews_with_person on interviews (study_id, id, person_id);

create unique index materials_with_person on materials (study_id, id, person_id);

-- Of which talk a text is: of one at most, and of one with the person whose words it holds.
create table interview_texts (
  study_id text not null,
  interview_id text not null,
  material_id text primary key,
  person_id text not null,
  foreign key (study_id, interview_id, person_id) references interviews (study_id, id, person_id) on delete cascade,
  foreign key (study_id, material_id, person_id) references materials (study_id, id, person_id) on delete cascade
);

create index interview_texts_by_interview on interview_texts (study_id, interview_id, person_id);
