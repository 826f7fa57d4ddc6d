-- reach/archive::erase_overdue, the calls about accounts whose thirty days are over
UPDATE call_tasks SET value = ''
WHERE value <> ''
  AND account_id IN (SELECT account_id FROM archives WHERE state = 'archived' AND until_day < ?1)
