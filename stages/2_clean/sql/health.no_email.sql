-- health::read_health, 1 row, one pass over the living accounts, by contact_points_by_account
SELECT COUNT(*) FILTER (WHERE is_amiss), COUNT(*), COALESCE(SUM(value) FILTER (WHERE is_amiss), 0)
FROM (SELECT NOT EXISTS (SELECT 1 FROM contact_points c WHERE c.account_id = a.id AND c.gone_at IS NULL
                         AND c.state NOT IN ('dead', 'moved') AND c.kind = 'email') AS is_amiss, COALESCE(s.expected_value_minor, 0) AS value
      FROM accounts a
      LEFT JOIN scores s ON s.account_id = a.id
      WHERE a.gone_at IS NULL AND a.kind IN ('household', 'firm'))
