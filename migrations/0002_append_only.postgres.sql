create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only';
end;
$$;

create trigger audit_log_keeps_rows before update or delete or truncate on audit_log
for each statement execute function refuse_audit_change();
