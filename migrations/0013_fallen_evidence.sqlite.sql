-- A finding says that evidence fell away, also when the row is gone for good.
create trigger quotation_was_evidence before delete on quotations
begin
  update findings set fallen = fallen + 1
  where id in (select finding_id from finding_quotations where quotation_id = old.id);
end;

create trigger photo_was_evidence before delete on photos
begin
  update findings set fallen = fallen + 1
  where id in (select finding_id from finding_photos where photo_id = old.id);
end;
