create function file_goes_from_disk() returns trigger language plpgsql as $$
begin
  insert into files_to_remove (name, since)
  values (old.name, to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  on conflict do nothing;
  return null;
end;
$$;

create trigger files_go_from_disk after delete on files
for each row execute function file_goes_from_disk();

create function photo_takes_its_files() returns trigger language plpgsql as $$
begin
  delete from files where name in (old.master, old.large, old.thumb);
  return null;
end;
$$;

create trigger photos_take_their_files after delete on photos
for each row execute function photo_takes_its_files();
