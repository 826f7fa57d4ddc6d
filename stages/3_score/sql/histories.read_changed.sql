-- histories::read_changed; up to one row per account of a range; accounts by rowid beside account_histories by rowid
SELECT a.id, a.revision
FROM accounts AS a
LEFT JOIN account_histories AS h ON h.account_id = a.id
WHERE a.kind IN ('firm', 'household')
  AND a.gone_at IS NULL
  AND a.id > ?2 AND a.id <= ?3
  AND (h.account_id IS NULL
       OR h.revision <> a.revision
       OR h.newest_day > ?1
       OR h.next_day <= ?1)
ORDER BY a.id
