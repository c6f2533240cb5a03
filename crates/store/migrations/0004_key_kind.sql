-- Where a write key lies. A key made before kinds were told may lie in a page, so it is held to be public.
alter table write_key add column kind text not null default 'browser';
