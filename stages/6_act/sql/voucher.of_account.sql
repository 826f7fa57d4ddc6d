-- loyalty/standing.rs, read_standing(): a few rows, by vouchers_by_account.
SELECT v.id, v.points, v.worth_minor, COALESCE(v.code, ''), v.perk, v.made_day, v.valid_until,
       COALESCE(v.used_day,
                (SELECT CAST(julianday(SUBSTR(e.done_at, 1, 10)) - 2440587.5 AS INTEGER) FROM errands e
                 WHERE e.kind = 'perk' AND e.about = v.id AND e.done_at IS NOT NULL AND e.outcome = '')),
       v.cancelled_at IS NOT NULL
FROM vouchers v
WHERE v.account_id IN (SELECT ?1 UNION SELECT id FROM accounts WHERE merged_into = ?1) ORDER BY v.id DESC
