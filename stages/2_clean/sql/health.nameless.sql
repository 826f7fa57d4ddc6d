-- health::read_health, 1 row, one pass over the living accounts, by contact_points_by_account
SELECT COUNT(*) FILTER (WHERE is_amiss), COUNT(*), COALESCE(SUM(value) FILTER (WHERE is_amiss), 0)
FROM (SELECT a.name = '' AS is_amiss, COALESCE(s.expected_value_minor, 0) AS value
      FROM accounts a
      LEFT JOIN scores s ON s.account_id = a.id
      WHERE a.gone_at IS NULL AND a.kind IN ('household', 'firm'))
