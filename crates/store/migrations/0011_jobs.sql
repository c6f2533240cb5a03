-- Work that takes time, as whoever asked for it follows it. The queue of the first version was used by nothing.
drop table job;
create table job (
  job_id identity,
  workspace text not null references workspace,
  kind text not null,
  -- One job of a lane runs at a time; the next waits.
  lane text not null,
  title text not null,
  asks text not null,
  state text not null check (state in
    ('queued', 'running', 'cancelling', 'done', 'failed', 'cancelled', 'interrupted')),
  -- The process that alone may do it, as a command line's own; null where any server may.
  for_worker text,
  -- The process that does it, and until when it is believed to live.
  worker text,
  lease_until bigint,
  n_attempts bigint not null,
  n_done bigint not null,
  n_total bigint,
  unit text not null,
  message text not null,
  by_member text not null,
  ended_by text,
  created_at bigint not null,
  started_at bigint,
  ended_at bigint,
  result text,
  problem text
);
create index job_by_lane on job (workspace, lane, job_id);
create index job_open on job (workspace, state, job_id) where state in ('queued', 'running', 'cancelling');
create table job_line (
  job_id bigint not null references job,
  seq bigint not null,
  at bigint not null,
  text text not null,
  primary key (job_id, seq)
);
-- Files that members gave and that are not imported yet; their bytes lie in the data folder.
create table upload (
  workspace text not null references workspace,
  upload_id text not null,
  name text not null,
  n_bytes bigint not null,
  by_member text not null,
  at bigint not null,
  -- When the file was written, as far as whoever gave it knows.
  written_at bigint,
  primary key (workspace, upload_id)
);
