create table finding_kinds (code text primary key);

-- What was heard, as a sentence. `fallen` counts the evidence that its people took away since somebody last looked.
create table findings (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  category_id text,
  kind text not null references finding_kinds (code),
  title text not null check (length(title) > 0),
  text text not null,
  holds_for text not null,
  state text not null check (state in ('draft', 'ready')),
  fallen integer not null check (fallen >= 0),
  made_at text not null,
  version integer not null,
  unique (study_id, id),
  foreign key (study_id, category_id) references categories (study_id, id) deferrable
);

create index findings_by_category on findings (study_id, category_id);

create table finding_quotations (
  study_id text not null,
  finding_id text not null,
  quotation_id text not null,
  primary key (finding_id, quotation_id),
  foreign key (study_id, finding_id) references findings (study_id, id) on delete cascade,
  foreign key (study_id, quotation_id) references quotations (study_id, id) on delete cascade
);

create index finding_quotations_by_quotation on finding_quotations (study_id, quotation_id);

create table finding_photos (
  study_id text not null,
  finding_id text not null,
  photo_id text not null,
  primary key (finding_id, photo_id),
  foreign key (study_id, finding_id) references findings (study_id, id) on delete cascade,
  foreign key (study_id, photo_id) references photos (study_id, id) on delete cascade
);

create index finding_photos_by_photo on finding_photos (study_id, photo_id);

-- What should be done: who does it, for whom, and when.
create table recommendations (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  category_id text,
  text text not null check (length(text) > 0),
  by_whom text not null,
  to_whom text not null,
  timing text not null,
  made_at text not null,
  version integer not null,
  unique (study_id, id),
  foreign key (study_id, category_id) references categories (study_id, id) deferrable
);

create index recommendations_by_category on recommendations (study_id, category_id);

create table recommendation_findings (
  study_id text not null,
  recommendation_id text not null,
  finding_id text not null,
  primary key (recommendation_id, finding_id),
  foreign key (study_id, recommendation_id) references recommendations (study_id, id) on delete cascade,
  foreign key (study_id, finding_id) references findings (study_id, id) deferrable
);

create index recommendation_findings_by_finding on recommendation_findings (study_id, finding_id);

-- What a group may choose to work on.
create table development_points (
  id text primary key,
  study_id text not null references studies (id) on delete cascade,
  text text not null check (length(text) > 0),
  made_at text not null,
  version integer not null,
  unique (study_id, id)
);

create table point_findings (
  study_id text not null,
  point_id text not null,
  finding_id text not null,
  primary key (point_id, finding_id),
  foreign key (study_id, point_id) references development_points (study_id, id) on delete cascade,
  foreign key (study_id, finding_id) references findings (study_id, id) deferrable
);

create index point_findings_by_finding on point_findings (study_id, finding_id);
