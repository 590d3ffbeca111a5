-- Whether a mail that is done was kept here, as there was no mail server, or left the house. Null where that is not known.
alter table mails add column was_kept integer check (was_kept in (0, 1));
