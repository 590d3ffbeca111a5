-- When a participant said that all photos are in.
alter table participants add column ready_at text;
