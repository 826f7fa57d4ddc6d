-- referral/link.rs, find_link(): at most one row, by the unique index on token.
SELECT s.id, COALESCE(a.merged_into, a.id), s.theme_id
FROM share_links s
LEFT JOIN accounts a ON a.id = s.account_id
WHERE s.token = ?1
