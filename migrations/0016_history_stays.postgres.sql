create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'what happened to an action point is not rewritten';
end;
$$;

create trigger action_entries_stay before update on action_entries
for each row execute function refuse_rewriting();

create trigger action_versions_stay before update on action_versions
for each row execute function refuse_rewriting();
