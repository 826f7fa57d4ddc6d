-- reach/settle::settle_account, at most 1 row, by primary key; what was decided stays decided
INSERT OR IGNORE INTO archives (account_id, state, reason, changed_at)
VALUES (?1, 'proposed', 'neither mail nor post arrives', ?2)
