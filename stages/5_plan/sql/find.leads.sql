-- trigger/find.rs, read_leads(): who asked or registered after the mark and has not bought, by the
-- primary keys of events and accounts; orders by orders_by_account.
SELECT n.account_id, MIN(n.day, ?4), NULL, n.subject, NULL, NULL, '', '', n.day || ' ' || n.subject
FROM (SELECT e.account_id, e.day, e.subject FROM events e
      WHERE e.id > ?1 AND e.kind IN rarray(?2) AND e.day BETWEEN ?3 AND ?4 + 1
      UNION ALL
      SELECT c.id, c.created_day, '' FROM accounts c
      WHERE c.id > ?5 AND c.created_day BETWEEN ?3 AND ?4 + 1) n
JOIN accounts a ON a.id = n.account_id
WHERE a.gone_at IS NULL AND a.kind IN ('firm', 'household')
  AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.account_id = n.account_id AND o.status = 'kept')
ORDER BY n.day, n.account_id
