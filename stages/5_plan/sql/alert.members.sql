-- trigger/alert.rs, send_alert(): everybody on one list on a day, by primary key.
SELECT DISTINCT account_id FROM list_members
WHERE list = ?1 AND from_day <= ?2 AND (until_day IS NULL OR until_day >= ?2)
ORDER BY account_id
