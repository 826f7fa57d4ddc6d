-- reminder/cadence.rs, read_cadences(): a few rows, the whole table
SELECT id, account_id, rule, every_days, from_day FROM cadences WHERE ended_at IS NULL ORDER BY id
