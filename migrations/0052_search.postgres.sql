-- That a text can be found, and by which way of reading words. When its words change, or who says them, the row goes, and with it all that
-- it was found by: nothing that was taken out of a text is found by it any more. Texts without a row are read at the
-- next start.
create table text_indexes (
  material_id text primary key,
  study_id text not null,
  reading integer not null,
  unique (study_id, material_id),
  foreign key (study_id, material_id) references materials (study_id, id) on delete cascade
);

-- What a text is found by: a paragraph, or a part of a long one. Offsets count UTF-16 code units of the text. `speaker`
-- is the number of who says it. `words` and their `stems` hold a-z and 0-9 alone, parted by spaces.
create table search_units (
  id bigint generated always as identity primary key,
  study_id text not null,
  material_id text not null,
  start_offset integer not null,
  end_offset integer not null,
  speaker integer,
  words text not null,
  stems text not null,
  unique (material_id, start_offset),
  foreign key (study_id, material_id) references text_indexes (study_id, material_id) on delete cascade
);

create index search_units_by_text on search_units (study_id, material_id);

create index search_units_by_words on search_units using gin (to_tsvector('simple', words));

create index search_units_by_stems on search_units using gin (to_tsvector('simple', stems));

create function changed_text_is_read_anew() returns trigger language plpgsql as $$
begin
  delete from text_indexes where material_id = new.id;
  return null;
end;
$$;

create trigger changed_text_is_read_anew after update of text, turns on materials
for each row when (new.text <> old.text or new.turns <> old.turns) execute function changed_text_is_read_anew();
