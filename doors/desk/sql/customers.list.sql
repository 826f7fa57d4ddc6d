-- customers.rs, list(): one page of at most ?6 rows, keyset-paged; found first by the index of the
-- list's front, by search_words, by memberships_now or by a scan, and only then joined with what is
-- shown of them. The sort column, where to look and the front are swapped for others of a few fixed
-- texts before preparing.
WITH page AS (
    SELECT s.account_id, s.expected_value_minor /*sort*/ AS sort_value
    FROM scores s /*from*/
    JOIN accounts a ON a.id = s.account_id AND a.gone_at IS NULL
    WHERE TRUE /*front*/
      AND (?1 IS NULL OR EXISTS (SELECT 1 FROM memberships c WHERE c.account_id = s.account_id
            AND c.family = 'cell' AND c.until_day IS NULL AND c.value = ?1))
      AND (?2 IS NULL OR EXISTS (SELECT 1 FROM memberships g WHERE g.account_id = s.account_id
            AND g.family = 'stage' AND g.until_day IS NULL AND g.value = ?2))
      AND (?7 IS NULL OR EXISTS (SELECT 1 FROM account_histories h
            WHERE h.account_id = s.account_id AND h.top_channel = ?7))
      AND (?4 IS NULL OR (s.expected_value_minor /*sort*/, -s.account_id) < (?4, -?5))
    ORDER BY s.expected_value_minor /*sort*/ DESC, s.account_id
    LIMIT ?6)
SELECT s.account_id, a.name, a.number, a.kind, c.value, g.value, s.days_since_last_order,
       s.order_count, s.total_spend_minor, s.past_value_minor, s.past_is_estimated,
       s.expected_value_minor, s.p_alive, page.sort_value
FROM page
JOIN scores s ON s.account_id = page.account_id
JOIN accounts a ON a.id = page.account_id
LEFT JOIN memberships c ON c.account_id = s.account_id AND c.family = 'cell' AND c.until_day IS NULL
LEFT JOIN memberships g ON g.account_id = s.account_id AND g.family = 'stage' AND g.until_day IS NULL
ORDER BY page.sort_value DESC, page.account_id
