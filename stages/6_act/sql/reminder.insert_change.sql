-- reminder/keep.rs, insert_change(): 1 row, no index
INSERT INTO reminder_changes (reminder_id, words, due_day, is_done, day, made_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
