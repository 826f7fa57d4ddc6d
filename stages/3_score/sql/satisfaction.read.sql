-- satisfaction::read_satisfaction; at most one row; events_by_account
SELECT e.day, e.quantity, e.detail, e.subject,
       count(*) OVER (), avg(e.quantity) OVER ()
FROM events AS e
WHERE e.account_id = ?1 AND e.kind = 'survey'
ORDER BY e.day DESC, e.id DESC
LIMIT 1
