-- account::join_accounts, at most 3 rows, by primary key; the stricter one holds
INSERT INTO consents (account_id, channel, basis, day, proof)
SELECT ?1, channel, basis, day, proof FROM consents WHERE account_id = ?2
ON CONFLICT (account_id, channel) DO UPDATE
SET basis = excluded.basis, day = excluded.day, proof = excluded.proof
WHERE excluded.basis = 'refused' AND basis = 'granted'
