-- reminder/cadence.rs, pause_account(): 1 row, no index
INSERT INTO cadence_pauses (account_id, until_day, made_at) VALUES (?1, ?2, ?3)
