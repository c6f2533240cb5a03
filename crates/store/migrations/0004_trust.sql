-- What the contract of a source says it may assert, and who holds a write key: a key of before may stand in a page.
create table source_trust (
  workspace text not null references workspace,
  source text not null,
  asserts text not null,
  primary key (workspace, source)
);
alter table write_key add column kind text not null default 'browser';
