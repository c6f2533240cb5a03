-- What somebody wrote and did not apply yet: one text a definition, which every member sees. It counts for nothing.
create table definition_draft (
  workspace text not null references workspace,
  kind text not null,
  name text not null,
  body text not null,
  base_version bigint not null,
  by_member text not null,
  at bigint not null,
  primary key (workspace, kind, name)
);
-- Why a version was made, in the words of who made it, and out of what, as `version 3` or `audience/lapsed`.
create table definition_reason (
  workspace text not null references workspace,
  kind text not null,
  name text not null,
  version bigint not null,
  reason text not null,
  origin text not null,
  primary key (workspace, kind, name, version)
);
