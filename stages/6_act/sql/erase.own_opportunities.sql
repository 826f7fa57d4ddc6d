-- erase.rs, erase_words(): what was said of opportunities of accounts ?1, by opportunities_by_account;
-- value, stage and days stay
UPDATE opportunity_changes SET title = '[erased]', next_step = '', reason = ''
WHERE opportunity_id IN (SELECT id FROM opportunities WHERE account_id IN (SELECT value FROM rarray(?1)))
