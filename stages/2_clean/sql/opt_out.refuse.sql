-- opt_out::opt_out, 1 row, by primary key
INSERT INTO consents (account_id, channel, basis, proof) VALUES (?1, ?2, 'refused', ?3)
ON CONFLICT (account_id, channel) DO UPDATE SET basis = 'refused', day = NULL, proof = excluded.proof
