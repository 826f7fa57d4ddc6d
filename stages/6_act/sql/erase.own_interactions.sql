-- erase.rs, erase_words(): what was logged of accounts ?1 and of those merged into them, by interactions_by_account; that there was a
-- contact stays
UPDATE interactions SET note = '', answers = '{}'
WHERE account_id IN (WITH RECURSIVE one (id) AS (
        SELECT value FROM rarray(?1)
        UNION SELECT a.id FROM accounts a JOIN one ON a.merged_into = one.id
    ) SELECT id FROM one)
