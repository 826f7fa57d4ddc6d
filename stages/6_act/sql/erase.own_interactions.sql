-- erase.rs, erase_words(): what was logged of accounts ?1, by interactions_by_account; that there was a
-- contact stays
UPDATE interactions SET note = '', answers = '{}'
WHERE account_id IN (SELECT value FROM rarray(?1))
