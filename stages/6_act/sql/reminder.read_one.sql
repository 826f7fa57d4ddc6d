-- reminder/keep.rs, read_reminder(): one row, by primary key
SELECT r.id, r.change_id, r.account_id, a.name, a.number, r.words, r.due_day, r.is_done
FROM reminders_now r
JOIN accounts a ON a.id = r.account_id
WHERE r.id = ?1
