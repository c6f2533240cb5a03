-- Members who were removed. What they did stays theirs, so they stay in `member`; here stands that they may no more.
create table member_removed (
  workspace text not null,
  member_id text not null,
  by_member text not null,
  at bigint not null,
  primary key (workspace, member_id),
  foreign key (workspace, member_id) references member
);
-- Links by which somebody joins or sets a new password; of the token only its hash. `ended_as` is `used` or
-- `taken_back`; of one that has run out both are null.
create table member_link (
  link_hash text primary key,
  workspace text not null,
  member_id text not null,
  kind text not null,
  made_by text not null,
  made_at bigint not null,
  expires_at bigint not null,
  ended_at bigint,
  ended_as text,
  foreign key (workspace, member_id) references member
);
create index member_link_by_member on member_link (workspace, member_id);
-- When a member was last at work; it outlives their sessions.
create table member_seen (
  workspace text not null,
  member_id text not null,
  at bigint not null,
  primary key (workspace, member_id),
  foreign key (workspace, member_id) references member
);
alter table session add column last_used_at bigint;
alter table session add column browser text not null default '';
create index session_by_member on session (workspace, member_id);
