-- opt_out::opt_out, a few rows, by contact_points_by_account
INSERT OR IGNORE INTO suppressions (channel, compare_key, reason, since)
SELECT ?2, compare_key, ?4, ?5 FROM contact_points WHERE account_id = ?1 AND kind = ?3
