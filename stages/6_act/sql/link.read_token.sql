-- referral/link.rs, make_within() and link_token_of(): at most one row, by one of two unique indexes.
SELECT token FROM share_links WHERE account_id = ?1 AND account_id IS NOT NULL
UNION ALL
SELECT token FROM share_links WHERE friend_id = ?2 AND friend_id IS NOT NULL
