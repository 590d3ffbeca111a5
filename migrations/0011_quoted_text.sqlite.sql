create trigger quoted_text_stays before update of text on materials
when new.text <> old.text and exists (select 1 from quotations where material_id = old.id)
begin
  select raise(abort, 'a text with quotations does not change');
end;
