create trigger action_entries_stay before update on action_entries
begin
  select raise(abort, 'what happened to an action point is not rewritten');
end;

create trigger action_versions_stay before update on action_versions
begin
  select raise(abort, 'what was agreed is not rewritten');
end;
