create trigger files_go_from_disk after delete on files
begin
  insert or ignore into files_to_remove (name, since) values (old.name, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
end;

create trigger photos_take_their_files after delete on photos
begin
  delete from files where name in (old.master, old.large, old.thumb);
end;
