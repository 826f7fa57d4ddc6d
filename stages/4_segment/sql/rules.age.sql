-- rules/members::read_fact; accounts with a person of an age at the end of a day; one pass over people
SELECT DISTINCT p.account_id
FROM people AS p
WHERE p.birthday IS NOT NULL AND p.gone_at IS NULL
  AND CAST(strftime('%Y%m%d', ?3 * 86400, 'unixepoch') AS INTEGER) / 10000
      - CAST(strftime('%Y', p.birthday * 86400, 'unixepoch') AS INTEGER)
      - (strftime('%m%d', ?3 * 86400, 'unixepoch') < strftime('%m%d', p.birthday * 86400, 'unixepoch'))
      BETWEEN ?1 AND ?2
ORDER BY p.account_id
