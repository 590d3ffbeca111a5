create function quoted_text_stays() returns trigger language plpgsql as $$
begin
  if exists (select 1 from quotations where material_id = old.id) then
    raise exception 'a text with quotations does not change';
  end if;
  return new;
end;
$$;

create trigger quoted_text_stays before update of text on materials
for each row when (new.text <> old.text) execute function quoted_text_stays();
