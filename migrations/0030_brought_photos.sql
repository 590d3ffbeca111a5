-- More photos may be brought in than are taken to the talk: those that are stand marked. Until now all were, up to as
-- many as the study asks for.
alter table photos add column is_brought integer not null default 0 check (is_brought in (0, 1));

update photos set is_brought = 1
where withdrawn_at is null and (
  select count(*) from photos as before
  where before.study_id = photos.study_id and before.person_id = photos.person_id and before.withdrawn_at is null
    and (before.position < photos.position or (before.position = photos.position and before.id < photos.id))
) < (select max_photos from studies where studies.id = photos.study_id);
