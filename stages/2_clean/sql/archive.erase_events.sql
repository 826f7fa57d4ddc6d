-- reach/archive::erase_overdue, the timelines of accounts whose thirty days are over, by
-- events_by_account
UPDATE events SET detail = ''
WHERE detail <> ''
  AND account_id IN (SELECT account_id FROM archives WHERE state = 'archived' AND until_day < ?1)
