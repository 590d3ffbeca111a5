-- A picture that was drawn. The views tell it from one that was taken (views.sql: kind).
alter table photos add column is_drawing integer not null default 0 check (is_drawing in (0, 1));
