-- A row of consents names handles together, and a no under one of them closes whoever has another. Each line of a row
-- is called by the row, by twelve letters for what it said, and by a number: the lines of one row are found by the
-- first. Those of other kinds belong to none.
create index consent_entry_by_row on consent_entry (workspace, (
  case when substr(rtrim(entry_id, '0123456789'), length(rtrim(entry_id, '0123456789')), 1) = '/'
    and substr(rtrim(entry_id, '0123456789'), length(rtrim(entry_id, '0123456789')) - 13, 1) = '/'
    then substr(entry_id, 1, length(rtrim(entry_id, '0123456789')) - 14) end
));
