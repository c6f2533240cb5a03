-- Keys that open nothing any more. What came by a browser's key stays a visitor's word.
create table ended_key (
  key_hash text primary key,
  workspace text not null references workspace,
  source text not null,
  kind text not null,
  created_at bigint not null,
  ended_at bigint not null
);
