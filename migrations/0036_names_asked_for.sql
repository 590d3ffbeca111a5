-- Whether a person asked that the own name stands with a photo or a sentence. Silence is no.
alter table photos add column with_name integer not null default 0 check (with_name in (0, 1));

alter table quotations add column with_name integer not null default 0 check (with_name in (0, 1));
