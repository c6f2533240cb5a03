-- One text for both databases, written in PostgreSQL's words; `schema.rs` turns them into SQLite's.
-- Times are microseconds since 1970 UTC. JSON bodies are text: they are read whole and never searched.

create table workspace (
  workspace text primary key,
  name text not null,
  is_simulated boolean not null,
  seed bigint,
  hmac_key bytea not null,
  created_at bigint not null
);

create table setting (
  workspace text not null references workspace,
  key text not null,
  value text not null,
  primary key (workspace, key)
);

create table member (
  workspace text not null references workspace,
  member_id text not null,
  name text not null,
  email text not null,
  role text not null,
  password_hash text,
  created_at bigint not null,
  primary key (workspace, member_id),
  unique (workspace, email)
);

create table session (
  token_hash text primary key,
  workspace text not null,
  member_id text not null,
  csrf_token text not null,
  created_at bigint not null,
  expires_at bigint not null,
  foreign key (workspace, member_id) references member
);
create index session_expiry on session (expires_at);

create table write_key (
  key_hash text primary key,
  workspace text not null references workspace,
  source text not null,
  created_at bigint not null
);

create table definition (
  workspace text not null references workspace,
  kind text not null,
  name text not null,
  version bigint not null,
  body text not null,
  digest text not null,
  by_member text not null,
  at bigint not null,
  primary key (workspace, kind, name, version)
);

create table import (
  workspace text not null references workspace,
  source text not null,
  fingerprint text not null,
  file text not null,
  n_rows bigint not null,
  n_accepted bigint not null,
  n_rejected bigint not null,
  at bigint not null,
  primary key (workspace, source, fingerprint)
);

create table quarantine (
  seq identity,
  workspace text not null references workspace,
  row_id text not null,
  source text not null,
  file text not null,
  line bigint not null,
  rule text not null,
  field text not null,
  why text not null,
  original text not null,
  state text not null check (state in ('open', 'replayed')),
  at bigint not null,
  replayed_at bigint,
  unique (workspace, row_id)
);
create index quarantine_by_rule on quarantine (workspace, source, rule, field, state);

create table intake (
  seq identity,
  workspace text not null references workspace,
  source text not null,
  message_id text not null,
  body text not null,
  received_at bigint not null,
  unique (workspace, message_id)
);

create table outbox (
  seq identity,
  workspace text not null references workspace,
  topic text not null,
  entry_id text not null,
  body text not null,
  at bigint not null,
  unique (workspace, topic, entry_id)
);

create table consent_entry (
  seq identity,
  workspace text not null references workspace,
  entry_id text not null,
  identifier text not null,
  purpose text not null,
  channel text not null,
  action text not null check (action in ('granted', 'withdrawn')),
  at bigint not null,
  evidence text,
  source text not null,
  unique (workspace, entry_id)
);
create index consent_entry_by_identifier on consent_entry (workspace, identifier);

create table suppression (
  workspace text not null references workspace,
  identifier text not null,
  reason text not null,
  at bigint not null,
  primary key (workspace, identifier, reason)
);

create table variant (
  workspace text not null references workspace,
  campaign text not null,
  variant_id text not null,
  rank bigint not null,
  status text not null check (status in ('chosen', 'candidate', 'rejected')),
  body text not null,
  findings text not null,
  primary key (workspace, campaign, variant_id)
);

create table approval_request (
  workspace text not null references workspace,
  release_hash text not null,
  author text not null,
  campaign text not null,
  body text not null,
  at bigint not null,
  primary key (workspace, release_hash, author)
);
create index approval_request_by_campaign on approval_request (workspace, campaign, at);

create table approval (
  workspace text not null references workspace,
  release_hash text not null,
  by_member text not null,
  campaign text not null,
  body text not null,
  at bigint not null,
  primary key (workspace, release_hash, by_member)
);
create index approval_by_campaign on approval (workspace, campaign, at);

create table campaign (
  workspace text not null references workspace,
  campaign text not null,
  version bigint not null,
  experiment text not null,
  release_hash text not null,
  body text not null,
  at bigint not null,
  primary key (workspace, campaign, version)
);

create table delivery (
  delivery_id identity,
  workspace text not null,
  campaign text not null,
  version bigint not null,
  person_id text not null,
  channel text not null,
  step bigint not null,
  arm text not null,
  is_holdout boolean not null,
  address text not null,
  identifiers text not null,
  grantors text not null,
  subject text not null,
  message_id text not null,
  idempotency_key text not null,
  state text not null check (state in ('planned', 'claimed', 'transmitting', 'sent', 'rejected', 'deferred',
    'unknown', 'suppressed', 'held_out')),
  fence bigint not null,
  lease_until bigint,
  retry_at bigint,
  n_attempts bigint not null,
  is_transmission_open boolean not null,
  denial_code text,
  denial text,
  detail text,
  planned_at bigint not null,
  permitted_at bigint,
  settled_at bigint,
  unique (workspace, campaign, version, person_id, channel, step),
  unique (workspace, message_id),
  foreign key (workspace, campaign, version) references campaign
);
create index delivery_by_state on delivery (workspace, campaign, version, state, delivery_id);
create index delivery_by_person on delivery (workspace, person_id);

-- Who was written to, by identifier and not by person, so that a merge of people cannot forget a send.
create table send (
  workspace text not null,
  identifier text not null,
  delivery_id bigint not null references delivery,
  at bigint not null,
  primary key (workspace, identifier, delivery_id)
);
create index send_by_delivery on send (delivery_id);

create table pilot_result (
  workspace text not null references workspace,
  pilot text not null,
  version bigint not null,
  kind text not null check (kind in ('readout', 'gate')),
  body text not null,
  at bigint not null,
  primary key (workspace, pilot, version, kind)
);

create table audit (
  workspace text not null references workspace,
  seq bigint not null,
  at bigint not null,
  actor text not null,
  action text not null,
  subject text not null,
  body text not null,
  hash text not null,
  primary key (workspace, seq)
);

create table job (
  job_id identity,
  workspace text not null references workspace,
  queue text not null,
  key text not null,
  payload text not null,
  state text not null check (state in ('ready', 'running', 'done', 'dead')),
  run_at bigint not null,
  lease_until bigint,
  fence bigint not null,
  n_attempts bigint not null,
  n_attempts_max bigint not null,
  failure text,
  created_at bigint not null,
  finished_at bigint,
  unique (workspace, queue, key)
);
create index job_ready on job (queue, run_at) where state in ('ready', 'running');

create table redirect (
  workspace text not null references workspace,
  old_person text not null,
  person text not null,
  primary key (workspace, old_person)
);
create index redirect_by_person on redirect (workspace, person);
