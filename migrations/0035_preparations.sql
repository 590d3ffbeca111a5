-- What taking part asks of a person, row by row: it is added up for the invitation.
create table asked_times (
  study_id text not null references studies (id) on delete cascade,
  position integer not null,
  what text not null check (length(what) > 0),
  minutes integer not null check (minutes > 0),
  primary key (study_id, position)
);

-- Studies that began before: as their template counted it.
insert into asked_times (study_id, position, what, minutes)
select id, 0, case language when 'nl' then 'Lezen en toestemming geven' else 'Reading and giving consent' end, 5 from studies
union all
select id, 1, case language when 'nl' then 'Foto’s kiezen of maken, verspreid over twee weken' else 'Choosing or taking photos, spread over two weeks' end, 20 from studies
union all
select id, 2, case language when 'nl' then 'Het gesprek' else 'The conversation' end, 60 from studies
union all
select id, 3, case language when 'nl' then 'Nalezen wat we van je willen gebruiken' else 'Reading back what we would like to use' end, 10 from studies
union all
select id, 4, case language when 'nl' then 'De bijeenkomst met andere deelnemers' else 'The session with other participants' end, 90 from studies;

delete from study_texts where key = 'invitation.totalTime';

-- What is settled before a study begins: one row for each thing of which anything was said (method/preparations.ts).
create table preparations (
  study_id text not null references studies (id) on delete cascade,
  item text not null,
  note text not null,
  done_on text,
  done_by text,
  version integer not null,
  primary key (study_id, item),
  check ((done_on is null) = (done_by is null)),
  foreign key (study_id, done_by) references people (study_id, id) deferrable
);

create index preparations_by_person on preparations (study_id, done_by);
