-- A signed paper on which somebody answered, after the talk, what may be used; with a scan of it where there is one.
create table answer_papers (
  id text primary key,
  study_id text not null,
  person_id text not null,
  signed_on text not null,
  scan text,
  made_at text not null,
  made_by text not null,
  unique (study_id, id),
  unique (study_id, person_id, signed_on),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade,
  foreign key (study_id, scan) references files (study_id, name) deferrable,
  foreign key (study_id, made_by) references people (study_id, id) deferrable
);

create index answer_papers_by_scan on answer_papers (study_id, scan);

create index answer_papers_by_maker on answer_papers (study_id, made_by);

-- On which paper the answer was given that holds for a photo now. Who answers on the own page later gives a new one.
create table photo_paper_answers (
  study_id text not null,
  photo_id text primary key,
  paper_id text not null,
  foreign key (study_id, photo_id) references photos (study_id, id) on delete cascade,
  foreign key (study_id, paper_id) references answer_papers (study_id, id) on delete cascade
);

create index photo_paper_answers_by_photo on photo_paper_answers (study_id, photo_id);

create index photo_paper_answers_by_paper on photo_paper_answers (study_id, paper_id);

-- The same for a quotation.
create table quotation_paper_answers (
  study_id text not null,
  quotation_id text primary key,
  paper_id text not null,
  foreign key (study_id, quotation_id) references quotations (study_id, id) on delete cascade,
  foreign key (study_id, paper_id) references answer_papers (study_id, id) on delete cascade
);

create index quotation_paper_answers_by_quotation on quotation_paper_answers (study_id, quotation_id);

create index quotation_paper_answers_by_paper on quotation_paper_answers (study_id, paper_id);

create trigger answer_papers_take_their_scans after delete on answer_papers
begin
  delete from files where name = old.scan;
end;
