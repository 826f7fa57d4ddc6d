-- base::read_base; one row per account to score; accounts by rowid beside account_histories by rowid
SELECT a.id, h.first_day, h.last_day, h.order_count, h.order_days, h.kept_minor, h.revenue_minor,
       h.known_revenue_minor, h.known_cost_minor + h.shipping_minor, h.repeat_mean_minor
FROM accounts AS a
JOIN account_histories AS h ON h.account_id = a.id
WHERE a.kind IN ('firm', 'household') AND a.gone_at IS NULL
ORDER BY a.id
