-- reach/archive::erase_overdue, the people of accounts whose thirty days are over
UPDATE people SET title = '', first_name = '', last_name = '', role = '', birthday = NULL
WHERE account_id IN (SELECT account_id FROM archives WHERE state = 'archived' AND until_day < ?1)
  AND first_name || last_name <> ''
