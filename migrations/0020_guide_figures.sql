-- JSON: what the guide counted on the day that it was published. Counted at each reading, it would tell that somebody
-- has stopped.
alter table guides add column figures text;
