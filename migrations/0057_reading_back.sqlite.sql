-- By which day somebody is asked to answer for what the team wants to use: who asked it and when, and when mails about it
-- were put into the outbox.
create table reading_dates (
  study_id text not null,
  person_id text not null,
  read_by text not null,
  asked_at text not null,
  asked_by text not null,
  mailed_at text,
  reminded_at text,
  version integer not null,
  primary key (study_id, person_id),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade,
  foreign key (study_id, asked_by) references people (study_id, id) deferrable
);

create index reading_dates_by_asker on reading_dates (study_id, asked_by);

-- That somebody wants to read the own talk whole, beside what is asked about.
create table text_wishes (
  study_id text not null,
  person_id text not null,
  wished_at text not null,
  primary key (study_id, person_id),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade
);

-- The texts that their person may read whole, and up to and including which day.
create table opened_texts (
  study_id text not null,
  material_id text primary key,
  person_id text not null,
  until_on text not null,
  opened_at text not null,
  opened_by text not null,
  foreign key (study_id, material_id) references materials (study_id, id) on delete cascade,
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade,
  foreign key (study_id, opened_by) references people (study_id, id) deferrable
);

create index opened_texts_by_text on opened_texts (study_id, material_id);

create index opened_texts_by_person on opened_texts (study_id, person_id);

create index opened_texts_by_opener on opened_texts (study_id, opened_by);

-- What somebody said of a passage of the own text: to leave it out, that it is different, or something else. Where it
-- stands moves along with the text; `is_gone` tells that nothing of it is left there. The words are those that stood
-- there when it was said: of what is left out they stand nowhere else.
create table passages (
  id text primary key,
  study_id text not null,
  material_id text not null,
  person_id text not null,
  kind text not null check (kind in ('leave_out', 'different', 'remark')),
  start_offset integer not null,
  end_offset integer not null,
  is_gone integer not null default 0 check (is_gone in (0, 1)),
  words text not null,
  remark text not null,
  said_at text not null,
  outcome text check (outcome in ('corrected', 'left_out', 'noted')),
  answer text not null default '',
  handled_at text,
  handled_by text,
  version integer not null,
  unique (study_id, id),
  foreign key (study_id, material_id) references materials (study_id, id) on delete cascade,
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade,
  foreign key (study_id, handled_by) references people (study_id, id) deferrable
);

create index passages_by_text on passages (study_id, material_id, start_offset);

create index passages_by_person on passages (study_id, person_id);

create index passages_by_handler on passages (study_id, handled_by);

create index passages_left_out on passages (material_id, kind);

-- The quotations that are out of sight since a passage is left out with which they share words.
create table left_out_quotations (
  study_id text not null,
  passage_id text not null,
  quotation_id text not null,
  primary key (passage_id, quotation_id),
  foreign key (study_id, passage_id) references passages (study_id, id) on delete cascade,
  foreign key (study_id, quotation_id) references quotations (study_id, id) on delete cascade
);

create index left_out_quotations_by_passage on left_out_quotations (study_id, passage_id);

create index left_out_quotations_by_quotation on left_out_quotations (study_id, quotation_id);

-- What is left out cannot be quoted.
create trigger left_out_stays_unquoted before insert on quotations
when exists (
  select 1 from passages
  where material_id = new.material_id and kind = 'leave_out' and is_gone = 0
    and start_offset < new.end_offset and end_offset > new.start_offset
)
begin
  select raise(abort, 'these words are left out');
end;
