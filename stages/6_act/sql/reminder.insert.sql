-- reminder/keep.rs, add_reminder(): 1 row, no index
INSERT INTO reminders (account_id, made_at) VALUES (?1, ?2)
