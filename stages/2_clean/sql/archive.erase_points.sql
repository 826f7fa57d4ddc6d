-- reach/archive::erase_overdue, the points of accounts whose thirty days are over
UPDATE contact_points
SET value = '', compare_key = 'erased ' || id, street = NULL, city = NULL, region = NULL,
    postcode = NULL, country = NULL, evidence = ''
WHERE value <> ''
  AND account_id IN (SELECT account_id FROM archives WHERE state = 'archived' AND until_day < ?1)
