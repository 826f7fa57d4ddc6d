-- erase.rs, erase_words(): the words of reminders about accounts ?1, by reminders_by_account
UPDATE reminder_changes SET words = '[erased]'
WHERE reminder_id IN (SELECT id FROM reminders WHERE account_id IN (SELECT value FROM rarray(?1)))
