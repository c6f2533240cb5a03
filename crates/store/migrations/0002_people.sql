-- What members say of two records: they win over the model, and are kept when they are taken back.
create table ruling (
  ruling_id identity,
  workspace text not null references workspace,
  kind text not null check (kind in ('same', 'different', 'pinned')),
  left_record text not null,
  right_record text not null,
  origin text not null check (origin in ('member', 'review', 'sample')),
  score_ppm bigint,
  note text not null,
  by_member text not null,
  at bigint not null,
  undone_by text,
  undone_at bigint
);
create index ruling_by_workspace on ruling (workspace, ruling_id);
create unique index ruling_in_force on ruling (workspace, left_record, right_record) where undone_at is null;
