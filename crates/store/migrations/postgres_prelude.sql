-- SQLite has json_each(text); with this PostgreSQL has it too, and bulk statements are one text for both.
create or replace function json_each(elements text) returns table (value jsonb)
language sql immutable parallel safe
as $$ select element from jsonb_array_elements(elements::jsonb) as element $$;

-- And json_quote(text).
create or replace function json_quote(words text) returns text
language sql immutable parallel safe
as $$ select to_json(words)::text $$;
