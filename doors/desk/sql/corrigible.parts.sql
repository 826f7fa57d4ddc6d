-- corrigible.rs, read_corrigible(): a few rows, the account first, by primary key,
-- people_by_account and contact_points_by_account.
SELECT 'account', id, name, number FROM accounts WHERE id = ?1 AND gone_at IS NULL
UNION ALL
SELECT 'person', id, first_name, last_name FROM people WHERE account_id = ?1 AND gone_at IS NULL
UNION ALL
SELECT 'point', id, kind, value FROM contact_points WHERE account_id = ?1 AND gone_at IS NULL
UNION ALL
SELECT 'tag', 0, tag, '' FROM tags WHERE account_id = ?1
