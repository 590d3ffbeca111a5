-- When the team asked somebody to read the text of now, who agreed to an older one.
alter table consents add column asked_anew_at text;

-- A signed paper that came in for somebody, with a scan of it where there is one.
create table paper_agreements (
  study_id text not null,
  person_id text not null,
  signed_on text not null,
  scan text,
  made_at text not null,
  made_by text not null,
  version integer not null,
  primary key (study_id, person_id),
  foreign key (study_id, person_id) references participants (study_id, person_id) on delete cascade,
  foreign key (study_id, scan) references files (study_id, name) deferrable,
  foreign key (study_id, made_by) references people (study_id, id) deferrable
);

create index paper_agreements_by_scan on paper_agreements (study_id, scan);

create index paper_agreements_by_maker on paper_agreements (study_id, made_by);

create trigger paper_agreements_take_their_scans after delete on paper_agreements
begin
  delete from files where name = old.scan;
end;
