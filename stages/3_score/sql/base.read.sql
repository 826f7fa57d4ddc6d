-- base::read_part; one row per account to score in a range of ids; accounts by rowid beside account_histories by rowid
SELECT a.id, a.kind, a.country, a.industry, a.employees, h.first_day, h.last_day, h.order_count,
       h.order_days, h.kept_minor, h.repeat_mean_minor, h.order_log, h.service_log, h.category_log,
       h.revision
FROM accounts AS a
JOIN account_histories AS h ON h.account_id = a.id
WHERE a.kind IN ('firm', 'household') AND a.gone_at IS NULL AND a.id >= ?1 AND a.id < ?2
ORDER BY a.id
