-- Why a link was ended; null for those that were ended before this was kept. Whoever still holds it is told so.
alter table links add column ended_why text check (ended_why in ('renewed', 'revoked'));

-- The typeable form of a link that was printed on a card, hashed as its token is; null for all others.
alter table links add column code_hash text;

create unique index links_by_code on links (code_hash);

-- What took a link away: what one person had here was erased or taken off the list, or a whole study was.
alter table erased_links add column why text not null default 'person' check (why in ('person', 'study'));

-- The day that this was when it was last seen to be still to come: it can be made good when the day passes unused.
alter table reminder_days add column foreseen_on text;
