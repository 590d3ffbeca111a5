-- A talk has a start and a length, or a day only as before; a place or an address on the net. Where it is, is said and no longer
-- taken from its day: what lies in the past here was held, and typed out where it has a text.
alter table interviews add column starts_at text;

alter table interviews add column minutes integer;

alter table interviews add column online text not null default '';

alter table interviews add column state text not null default 'planned'
  check (state in ('planned', 'held', 'transcribed', 'read_back', 'coded'));

-- Whether who asks and who writes work with this person, or judge the work; null where it was not answered.
alter table interviews add column asks_relation text check (asks_relation in ('none', 'works_with', 'judges'));

alter table interviews add column writes_relation text check (writes_relation in ('none', 'works_with', 'judges'));

-- How often what the participant sees of the appointment changed; when it was last put into a mail, null where none stands.
alter table interviews add column sequence integer not null default 0;

alter table interviews add column mailed_at text;

-- When the participant said that this does not suit, and what would.
alter table interviews add column unsuited_at text;

alter table interviews add column unsuited_words text not null default '';

-- Who writes, beside who asks: in a table of its own, since SQLite adds no column with such a key.
create table interview_writers (
  study_id text not null,
  interview_id text primary key,
  person_id text not null,
  foreign key (study_id, interview_id) references interviews (study_id, id) on delete cascade,
  foreign key (study_id, person_id) references people (study_id, id) deferrable
);

create index interview_writers_by_interview on interview_writers (study_id, interview_id);

create index interview_writers_by_person on interview_writers (study_id, person_id);

-- Each change of where a talk is. By nobody where it came with this migration.
create table interview_changes (
  id text primary key,
  study_id text not null,
  interview_id text not null,
  from_state text not null,
  to_state text not null,
  by_id text,
  at text not null,
  foreign key (study_id, interview_id) references interviews (study_id, id) on delete cascade,
  foreign key (study_id, by_id) references people (study_id, id) deferrable
);

create index interview_changes_by_interview on interview_changes (study_id, interview_id);

create index interview_changes_by_person on interview_changes (study_id, by_id);

update interviews set state = 'held' where held_on < cast(current_date as text);

update interviews set state = 'transcribed'
where state = 'held' and exists (
  select 1 from interview_texts
  where interview_texts.study_id = interviews.study_id and interview_texts.interview_id = interviews.id
);

-- The secret address under which somebody's own calendar program finds the talks; at most one an account.
create table agenda_links (
  account_id text primary key references accounts (id) on delete cascade,
  token_hash text not null unique,
  made_at text not null
);

-- The calendar file that goes along with a mail.
alter table mails add column calendar text;

create function refuse_rewriting_talks() returns trigger language plpgsql as $$
begin
  raise exception 'what happened to a talk is not rewritten';
end;
$$;

create trigger interview_changes_stay before update on interview_changes
for each row execute function refuse_rewriting_talks();
