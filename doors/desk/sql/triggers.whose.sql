-- triggers.rs, keep_answer(): one row; the number of an account and the address it reads, by
-- contact_points_by_account.
SELECT a.number, COALESCE((SELECT c.value FROM contact_points c
                           WHERE c.account_id = a.id AND c.kind = 'email' AND c.gone_at IS NULL
                           ORDER BY c.id LIMIT 1), '')
FROM accounts a WHERE a.id = ?1
