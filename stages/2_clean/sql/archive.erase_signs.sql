-- reach/archive::erase_overdue, the signs about accounts whose thirty days are over, by
-- contact_signs_by_key; the keys stay, so that nothing is ever sent there again
UPDATE contact_signs SET evidence = ''
WHERE evidence <> ''
  AND (kind, compare_key) IN (SELECT c.kind, c.compare_key FROM contact_points c
                              JOIN archives r ON r.account_id = c.account_id
                              WHERE r.state = 'archived' AND r.until_day < ?1)
