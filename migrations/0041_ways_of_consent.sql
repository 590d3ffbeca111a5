-- How somebody said it: on the own page, or on paper, by phone, by mail or at the table, as a researcher wrote down.
alter table consent_entries add column way text not null default 'own' check (way in ('own', 'paper', 'phone', 'mail', 'table'));

-- The day on the paper, or on which it was said; null for the own page, where it is the day of the entry.
alter table consent_entries add column signed_on text;

-- When it turned out to have been written down wrongly. What it said is taken out; that it was there stays.
alter table consent_entries add column undone_at text;

-- Until now only what is on paper came in by a researcher.
update consent_entries set
  way = 'paper',
  signed_on = (
    select paper.signed_on from paper_agreements as paper
    where paper.study_id = consent_entries.study_id and paper.person_id = consent_entries.person_id
  )
where takes_part = 1 and exists (
  select 1 from paper_agreements as paper
  where paper.study_id = consent_entries.study_id and paper.person_id = consent_entries.person_id
    and paper.made_at = consent_entries.at
);
