-- A sentence that its person took back: nobody sees it any more, and in its text it is blotted out.
alter table quotations add column withdrawn_at text;

-- When somebody who still takes part took all own words back: texts, notes and quotations.
alter table consents add column words_withdrawn_at text;

-- That everything of somebody was erased, at whose request and by whom; never of whom. `by_id` is null when people did
-- it themselves. `purged_at` is when the file of the database was cleared of what was erased.
create table erasures (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  at text not null,
  by_id text,
  reason text not null,
  purged_at text,
  foreign key (study_id, by_id) references people (study_id, id) deferrable
);

create index erasures_by_study on erasures (study_id, id);

create index erasures_by_person on erasures (study_id, by_id);

-- Links of people who erased everything, so that who still has one is told so. Nothing leads from here to a person.
create table erased_links (
  token_hash text primary key,
  at text not null
);

-- Blotting out leaves the version and the length, so that quotations still stand where they stood.
create or replace function quoted_text_stays() returns trigger language plpgsql as $$
begin
  if (new.version <> old.version or length(new.text) <> length(old.text))
    and exists (select 1 from quotations where material_id = old.id) then
    raise exception 'a text with quotations does not change';
  end if;
  return new;
end;
$$;
