-- facts::write_consents, 1 row, by primary key; the stricter one holds
INSERT INTO consents (account_id, channel, basis, day, proof) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (account_id, channel) DO UPDATE
SET basis = excluded.basis, day = excluded.day, proof = excluded.proof
WHERE excluded.basis = 'refused' AND basis = 'granted'
