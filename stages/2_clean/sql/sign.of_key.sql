-- reach/sign::state_of, a few rows, by contact_signs_by_key
SELECT sign, day, evidence FROM contact_signs WHERE kind = ?1 AND compare_key = ?2 ORDER BY day, id
