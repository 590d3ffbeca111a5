-- How a text was read back, where no answer in the software shows it: on paper, or read out. Empty otherwise.
alter table interview_changes add column words text not null default '';
