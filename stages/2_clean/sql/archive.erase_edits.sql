-- reach/archive::erase_overdue, the corrections of accounts whose thirty days are over
DELETE FROM edits
WHERE account_id IN (SELECT account_id FROM archives WHERE state = 'archived' AND until_day < ?1)
