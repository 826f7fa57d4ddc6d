-- trigger/find.rs, read_uses(): the uses after the mark by primary key, summed up with those before
-- by events_by_account.
SELECT account_id, day, NULL, subject, so_far, NULL, '', '', ''
FROM (SELECT n.account_id, n.day, n.subject, n.more,
             (SELECT SUM(COALESCE(t.quantity, 1)) FROM events t
              WHERE t.account_id = n.account_id AND t.kind IN rarray(?2) AND t.subject = n.subject) AS so_far
      FROM (SELECT e.account_id, MIN(MAX(e.day), ?4) AS day, e.subject, SUM(COALESCE(e.quantity, 1)) AS more
            FROM events e JOIN accounts a ON a.id = e.account_id
            WHERE e.id > ?1 AND e.kind IN rarray(?2) AND e.day BETWEEN ?3 AND ?4 + 1
              AND (?5 = '' OR instr(lower(e.subject), ?5) > 0)
              AND a.gone_at IS NULL AND a.kind IN ('firm', 'household')
            GROUP BY +e.account_id, e.subject) n)
WHERE so_far >= ?6 AND so_far - more < ?6 AND so_far < ?7
ORDER BY day, account_id
