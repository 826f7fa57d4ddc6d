-- review/changed::Comparison::begin, the living accounts that are new or look otherwise, by primary
-- keys
SELECT id FROM accounts WHERE id > ?1 AND id <= ?2 AND gone_at IS NULL
UNION
SELECT c.account_id FROM looks_changed c JOIN accounts a ON a.id = c.account_id
WHERE a.gone_at IS NULL
