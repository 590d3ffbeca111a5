-- What a study says of itself in words, in the other of the two languages than its own, as JSON; empty where it does not.
alter table studies add column other_words text not null default '{}';
