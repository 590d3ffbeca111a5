-- What quotations are sorted by. A code that stands for a side of the model or for a category bears its id and has no
-- name of its own; its row is made when it is first used. The view `codebook` has them all.
create table codes (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  name text check (length(name) > 0),
  explanation text not null,
  element_id text check (element_id = id),
  category_id text check (category_id = id),
  made_at text not null,
  version integer not null,
  unique (study_id, id),
  unique (study_id, name),
  check ((name is null) = (element_id is not null or category_id is not null)),
  check (element_id is null or category_id is null),
  foreign key (study_id, element_id) references elements (study_id, id) on delete cascade,
  foreign key (study_id, category_id) references categories (study_id, id) on delete cascade
);

create index codes_by_element on codes (study_id, element_id);

create index codes_by_category on codes (study_id, category_id);

-- Under which codes a free code stands: none, one or several.
create table code_parents (
  study_id text not null,
  code_id text not null,
  parent_id text not null check (parent_id <> code_id),
  primary key (code_id, parent_id),
  foreign key (study_id, code_id) references codes (study_id, id) on delete cascade,
  foreign key (study_id, parent_id) references codes (study_id, id) deferrable
);

create index code_parents_by_parent on code_parents (study_id, parent_id);

-- A piece of a text, with its words as they are there. Offsets count UTF-16 code units.
create table quotations (
  id text primary key,
  study_id text not null,
  material_id text not null,
  start_offset integer not null check (start_offset >= 0),
  end_offset integer not null,
  words text not null check (length(words) > 0),
  made_at text not null,
  made_by text not null,
  wished_at text,
  answer text check (answer in ('fine', 'different', 'no')),
  rung text not null references rungs (code),
  remark text not null,
  version integer not null,
  unique (study_id, id),
  unique (material_id, start_offset, end_offset),
  check (end_offset > start_offset),
  check (rung = 'researchers' or (answer is not null and answer = 'fine')),
  foreign key (study_id, material_id) references materials (study_id, id) on delete cascade,
  foreign key (study_id, made_by) references people (study_id, id) deferrable
);

create index quotations_by_material on quotations (study_id, material_id);

create index quotations_by_maker on quotations (study_id, made_by);

-- The photo that a quotation is about. Either may go without the other.
create table quotation_photos (
  study_id text not null,
  quotation_id text primary key,
  photo_id text not null,
  foreign key (study_id, quotation_id) references quotations (study_id, id) on delete cascade,
  foreign key (study_id, photo_id) references photos (study_id, id) on delete cascade
);

create index quotation_photos_by_photo on quotation_photos (study_id, photo_id);

create table codings (
  study_id text not null,
  quotation_id text not null,
  code_id text not null,
  coder_id text not null,
  made_at text not null,
  primary key (quotation_id, code_id),
  foreign key (study_id, quotation_id) references quotations (study_id, id) on delete cascade,
  foreign key (study_id, code_id) references codes (study_id, id) deferrable,
  foreign key (study_id, coder_id) references people (study_id, id) deferrable
);

create index codings_by_code on codings (study_id, code_id);

create index codings_by_coder on codings (study_id, coder_id);
