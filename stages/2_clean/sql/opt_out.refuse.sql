-- opt_out::opt_out, 1 row, by primary key
INSERT OR REPLACE INTO refusals (account_id, channel, reason, since) VALUES (?1, ?2, ?3, ?4)
