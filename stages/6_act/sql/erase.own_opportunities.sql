-- erase.rs, erase_words(): what was said of opportunities of accounts ?1 and of those merged into them, by opportunities_by_account;
-- value, stage and days stay
UPDATE opportunity_changes SET title = '[erased]', next_step = '', reason = ''
WHERE opportunity_id IN (SELECT id FROM opportunities WHERE account_id IN (WITH RECURSIVE one (id) AS (
        SELECT value FROM rarray(?1)
        UNION SELECT a.id FROM accounts a JOIN one ON a.merged_into = one.id
    ) SELECT id FROM one))
