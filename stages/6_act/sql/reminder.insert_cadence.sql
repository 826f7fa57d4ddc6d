-- reminder/cadence.rs, add_cadence(): 1 row, no index
INSERT INTO cadences (account_id, rule, every_days, from_day, made_at) VALUES (?1, ?2, ?3, ?4, ?5)
