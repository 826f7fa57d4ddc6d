-- facts::write_consents, at most 3 rows, by contact_points_by_account and the key of suppressions
INSERT INTO consents (account_id, channel, basis, proof)
SELECT c.account_id, s.channel, 'refused', s.reason || ', ' || s.since
FROM contact_points c
JOIN suppressions s
  ON s.compare_key = c.compare_key
 AND s.channel = CASE c.kind WHEN 'email' THEN 'email' WHEN 'post' THEN 'letter' ELSE 'call' END
WHERE c.account_id = ?1 AND c.gone_at IS NULL
ON CONFLICT (account_id, channel) DO UPDATE
SET basis = 'refused', day = NULL, proof = excluded.proof
WHERE basis = 'granted'
