-- customers.rs, count(): one row; the same conditions as customers.list.sql without the page.
SELECT COUNT(*)
FROM scores s /*from*/
WHERE (?1 IS NULL OR EXISTS (SELECT 1 FROM memberships c WHERE c.account_id = s.account_id
        AND c.family = 'cell' AND c.until_day IS NULL AND c.value = ?1))
  AND (?2 IS NULL OR EXISTS (SELECT 1 FROM memberships g WHERE g.account_id = s.account_id
        AND g.family = 'stage' AND g.until_day IS NULL AND g.value = ?2))
  AND (?4 IS NULL OR EXISTS (SELECT 1 FROM account_histories h
        WHERE h.account_id = s.account_id AND h.top_channel = ?4))
