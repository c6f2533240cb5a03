-- A grant under one handle of a row lifts an earlier no under the others: a third action. SQLite cannot change a
-- check, so the ledger is written anew; its lines keep their order.
create table ledger (
  seq identity,
  workspace text not null references workspace,
  entry_id text not null,
  identifier text not null,
  purpose text not null,
  channel text not null,
  action text not null check (action in ('granted', 'lifted', 'withdrawn')),
  at bigint not null,
  evidence text,
  source text not null,
  unique (workspace, entry_id)
);
insert into ledger (workspace, entry_id, identifier, purpose, channel, action, at, evidence, source)
  select workspace, entry_id, identifier, purpose, channel, action, at, evidence, source
  from consent_entry order by seq;
drop table consent_entry;
alter table ledger rename to consent_entry;
create index consent_entry_by_identifier on consent_entry (workspace, identifier);

-- What each row of a source has said: the same key with something else is a change, never a repetition.
create table consent_row (
  workspace text not null references workspace,
  row_id text not null,
  digest text not null,
  primary key (workspace, row_id, digest)
);

-- Who receives a planned message.
alter table delivery add column mailbox text;

-- Whose turn it is: a mailbox gets one message of a campaign, whoever owns it and in whichever arm.
create table mailbox_turn (
  workspace text not null,
  campaign text not null,
  version bigint not null,
  channel text not null,
  step bigint not null,
  mailbox text not null,
  delivery_id bigint not null references delivery,
  primary key (workspace, campaign, version, channel, step, mailbox)
);

-- Counts what the gate decides by: `ledger` the consents and suppressions, `people` who has which identifiers.
create table gate_clock (
  workspace text not null references workspace,
  name text not null check (name in ('ledger', 'people')),
  n bigint not null,
  primary key (workspace, name)
);
