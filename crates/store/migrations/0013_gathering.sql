-- Which of the things a row of consents has said it said last, and what that is without the moment it came: a list
-- that comes every day says nothing new, and a row that goes back to what it said before does.
alter table consent_row add column said text;
alter table consent_row add column turn bigint not null default 0;

-- When a file was written, where somebody or the file system knows it.
alter table original add column written_at bigint;
