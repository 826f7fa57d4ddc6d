-- customers.rs, list(): one page of at most ?7 rows, keyset-paged on the sort column's index;
-- the sort column is swapped for another of four fixed names before preparing.
SELECT s.account_id, a.name, a.number, a.kind, c.value, g.value, s.days_since_last_order,
       s.order_count, s.total_spend_minor, s.past_value_minor, s.past_is_estimated,
       s.expected_value_minor, s.p_alive, s.expected_value_minor /*sort*/ AS sort_value
FROM scores s
JOIN accounts a ON a.id = s.account_id AND a.gone_at IS NULL
LEFT JOIN memberships c ON c.account_id = s.account_id AND c.family = 'cell' AND c.until_day IS NULL
LEFT JOIN memberships g ON g.account_id = s.account_id AND g.family = 'stage' AND g.until_day IS NULL
WHERE (?1 IS NULL OR c.value = ?1)
  AND (?2 IS NULL OR g.value = ?2)
  AND (?3 IS NULL OR a.name LIKE ?3 ESCAPE '\' OR a.number = ?4 OR EXISTS (
        SELECT 1 FROM contact_points k
        WHERE k.account_id = s.account_id AND (k.compare_key = ?4 OR k.value LIKE ?3 ESCAPE '\')))
  AND (?5 IS NULL OR (s.expected_value_minor /*sort*/, -s.account_id) < (?5, -?6))
ORDER BY s.expected_value_minor /*sort*/ DESC, s.account_id
LIMIT ?7
