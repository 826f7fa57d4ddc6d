-- customers.rs, list() and count(): who matches what was asked for; the one place that says so. Where
-- to look is swapped for others of a few fixed texts before preparing, the sort column too.
    SELECT s.account_id, s.expected_value_minor AS sort_value
    FROM scores s /*from*/
    JOIN accounts a ON a.id = s.account_id AND a.gone_at IS NULL
    WHERE (?1 IS NULL OR EXISTS (SELECT 1 FROM memberships c WHERE c.account_id = s.account_id
            AND c.family = 'cell' AND c.until_day IS NULL AND c.value = ?1))
      AND (?2 IS NULL OR EXISTS (SELECT 1 FROM memberships g WHERE g.account_id = s.account_id
            AND g.family = 'stage' AND g.until_day IS NULL AND g.value = ?2))
      AND (?4 IS NULL OR EXISTS (SELECT 1 FROM account_histories h
            WHERE h.account_id = s.account_id AND h.top_channel = ?4))
      AND (?5 IS NULL OR s.account_id IN (SELECT value FROM rarray(?5)))
      AND (?6 IS NULL OR a.kind = ?6)
