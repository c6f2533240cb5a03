-- Since when a password that was given earlier, in another workspace, opens nothing here: an admin ended the member's
-- sessions.
create table member_signed_out (
  workspace text not null,
  member_id text not null,
  at bigint not null,
  primary key (workspace, member_id),
  foreign key (workspace, member_id) references member
);
-- Workspaces that were removed, and what of them still lies on the disk. A name is never given again: programs that run
-- remember by it which rows they know.
create table removed_workspace (
  removed text primary key,
  name text not null,
  by_member text not null,
  at bigint not null,
  n_rows bigint not null,
  n_entries bigint not null,
  last_hash text,
  -- JSON: the digests of originals that nobody else may still need.
  leftovers text not null,
  is_finished boolean not null
);
