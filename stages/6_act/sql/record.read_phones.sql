-- call/record.rs, read_called(): the few phone numbers of an account, those still in use first; by
-- contact_points_by_account.
SELECT c.id, c.value FROM contact_points c
WHERE c.account_id = ?1 AND c.kind = 'phone'
ORDER BY c.gone_at IS NOT NULL, c.id
