-- Since when the clock saw that half a file has had its time: it removes what it saw so twice.
alter table recording_parts add column half_seen_at text;
