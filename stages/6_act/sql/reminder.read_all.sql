-- reminder/keep.rs, read_reminders(): every reminder that is not done, or those of account ?1; one pass
-- over reminders, of which a business has few
SELECT r.id, r.change_id, r.account_id, a.name, a.number, r.words, r.due_day, r.is_done
FROM reminders_now r
JOIN accounts a ON a.id = r.account_id AND a.gone_at IS NULL
WHERE r.is_done = 0 AND (?1 IS NULL OR r.account_id = ?1)
ORDER BY r.due_day, r.id
