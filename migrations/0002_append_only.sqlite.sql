create trigger audit_log_keeps_rows before delete on audit_log
begin
  select raise(abort, 'the audit log is append-only');
end;

create trigger audit_log_keeps_values before update on audit_log
begin
  select raise(abort, 'the audit log is append-only');
end;
