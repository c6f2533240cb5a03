-- What a quarantined row is known by beside its content, and why it waits no more where nobody mended it.
alter table quarantine add column row_key text;
alter table quarantine add column closed_why text;
create index quarantine_by_key on quarantine (workspace, source, row_key);
