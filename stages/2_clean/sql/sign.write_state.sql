-- reach/sign::write_state, a few rows, by contact_points_by_key
UPDATE contact_points SET state = ?3, evidence = ?4, state_day = ?5
WHERE kind = ?1 AND compare_key = ?2
