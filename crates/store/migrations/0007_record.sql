-- What rows the audit chain told of last, by name: kept here so that a change need not read the chain, and believed
-- by nobody: each entry tells the sum it found, and `audit verify` holds that against the entry before.
create table row_sum (
  workspace text not null references workspace,
  name text not null,
  n bigint not null,
  sum text not null,
  is_keyed boolean not null,
  primary key (workspace, name)
);
-- Workspaces from before rows were told of: the next change tells of all that is there.
create table row_sum_owed (
  workspace text primary key references workspace
);
insert into row_sum_owed (workspace) select workspace from workspace;
