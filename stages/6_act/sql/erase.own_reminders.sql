-- erase.rs, erase_words(): the words of reminders about accounts ?1 and of those merged into them, by reminders_by_account
UPDATE reminder_changes SET words = '[erased]'
WHERE reminder_id IN (SELECT id FROM reminders WHERE account_id IN (WITH RECURSIVE one (id) AS (
        SELECT value FROM rarray(?1)
        UNION SELECT a.id FROM accounts a JOIN one ON a.merged_into = one.id
    ) SELECT id FROM one))
