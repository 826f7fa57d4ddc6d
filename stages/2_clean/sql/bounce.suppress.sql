-- reach/bounce::take_told, 1 row, by primary key
INSERT OR IGNORE INTO suppressions (channel, compare_key, reason, since) VALUES ('email', ?1, ?2, ?3)
