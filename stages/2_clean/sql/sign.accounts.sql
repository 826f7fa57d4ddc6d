-- reach/sign::write_state, a few rows, by contact_points_by_key
SELECT DISTINCT account_id FROM contact_points
WHERE kind = ?1 AND compare_key = ?2 AND gone_at IS NULL
