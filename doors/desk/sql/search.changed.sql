-- search.rs, renew_search(): the next ?1 accounts whose words no longer stand, by primary key.
SELECT account_id FROM search_changes ORDER BY account_id LIMIT ?1
