-- search.rs, renew_search(): the accounts whose words stand again; primary key.
DELETE FROM search_changes WHERE account_id IN (SELECT value FROM rarray(?1))
