-- A message's id is its source's own: what a browser says cannot take the place of an order.
create table arrival (
  seq identity,
  workspace text not null references workspace,
  source text not null,
  message_id text not null,
  body text not null,
  received_at bigint not null,
  unique (workspace, source, message_id)
);
insert into arrival (workspace, source, message_id, body, received_at)
  select workspace, source, message_id, body, received_at from intake order by seq;
drop table intake;
-- An edit stands beside the row as it came; a row that is discarded stays, with the reason.
alter table quarantine add column contract text;
alter table quarantine add column edited text;
alter table quarantine add column edited_by text;
alter table quarantine add column edited_at bigint;
alter table quarantine add column discarded_by text;
alter table quarantine add column discarded_at bigint;
alter table quarantine add column discard_reason text;
-- The contracts that rows came in by, applied or not.
create table source_contract (
  workspace text not null references workspace,
  digest text not null,
  source text not null,
  body text not null,
  at bigint not null,
  primary key (workspace, digest)
);
-- The files that rows came in, in the order they came: their bytes lie in the data folder.
create table original (
  seq identity,
  workspace text not null references workspace,
  source text not null,
  digest text not null,
  file text not null,
  contract text not null,
  n_bytes bigint not null,
  at bigint not null
);
create index original_by_source on original (workspace, source, seq);
