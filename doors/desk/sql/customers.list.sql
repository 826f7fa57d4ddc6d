-- customers.rs, list(): one page of at most ?9 rows behind a given one; found first by the front of
-- the list, which is read from its beginning, by search_words, by rule, by memberships_now or by a
-- scan, and only then joined with what is shown of them. customers.matching.sql is put in the place of the inner statement before preparing.
WITH page AS (
    SELECT m.account_id, m.sort_value
    FROM (SELECT account_id, expected_value_minor AS sort_value FROM scores) m
    WHERE ?7 IS NULL OR (m.sort_value, -m.account_id) < (?7, -?8)
    ORDER BY m.sort_value DESC, m.account_id
    LIMIT ?9)
SELECT a.id, a.name, a.number, a.kind, c.value, g.value, s.days_since_last_order,
       COALESCE(s.order_count, 0), COALESCE(s.total_spend_minor, 0), COALESCE(s.past_value_minor, 0),
       COALESCE(s.past_is_estimated, 0), COALESCE(s.expected_value_minor, 0), COALESCE(s.p_alive, 0.0),
       page.sort_value
FROM page
JOIN accounts a ON a.id = page.account_id
LEFT JOIN scores s ON s.account_id = page.account_id
LEFT JOIN memberships c ON c.account_id = a.id AND c.family = 'cell' AND c.until_day IS NULL
LEFT JOIN memberships g ON g.account_id = a.id AND g.family = 'stage' AND g.until_day IS NULL
ORDER BY page.sort_value DESC, page.account_id
