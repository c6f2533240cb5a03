-- An answer in words that nobody has read closes until they are read: a fifth action. SQLite cannot change a check, so the
-- ledger is written anew; its lines keep their order.
create table ledger (
  seq identity,
  workspace text not null references workspace,
  entry_id text not null,
  identifier text not null,
  purpose text not null,
  channel text not null,
  action text not null check (action in ('granted', 'lifted', 'withdrawn', 'unread', 'replaced')),
  at bigint not null,
  evidence text,
  source text not null,
  unique (workspace, entry_id)
);
insert into ledger (seq, workspace, entry_id, identifier, purpose, channel, action, at, evidence, source)
  select seq, workspace, entry_id, identifier, purpose, channel, action, at, evidence, source
  from consent_entry order by seq;
--postgres select setval(pg_get_serial_sequence('ledger', 'seq'), max(seq)) from ledger having 0 < count(*);
drop table consent_entry;
alter table ledger rename to consent_entry;
create index consent_entry_by_identifier on consent_entry (workspace, identifier);
create index consent_entry_by_row on consent_entry (workspace, (
  case when substr(rtrim(entry_id, '0123456789'), length(rtrim(entry_id, '0123456789')), 1) = '/'
    and substr(rtrim(entry_id, '0123456789'), length(rtrim(entry_id, '0123456789')) - 13, 1) = '/'
    then substr(entry_id, 1, length(rtrim(entry_id, '0123456789')) - 14) end
));
create index consent_entry_replaced on consent_entry (workspace) where action = 'replaced';
create index consent_entry_unread on consent_entry (workspace, source) where action = 'unread';
