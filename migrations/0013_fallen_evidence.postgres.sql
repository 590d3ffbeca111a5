-- A finding says that evidence fell away, also when the row is gone for good.
create function quotation_was_evidence() returns trigger language plpgsql as $$
begin
  update findings set fallen = fallen + 1
  where id in (select finding_id from finding_quotations where quotation_id = old.id);
  return old;
end;
$$;

create trigger quotation_was_evidence before delete on quotations
for each row execute function quotation_was_evidence();

create function photo_was_evidence() returns trigger language plpgsql as $$
begin
  update findings set fallen = fallen + 1
  where id in (select finding_id from finding_photos where photo_id = old.id);
  return old;
end;
$$;

create trigger photo_was_evidence before delete on photos
for each row execute function photo_was_evidence();
