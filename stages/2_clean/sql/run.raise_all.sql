-- run::raise_source, the accounts of one source, by primary keys of links and accounts
UPDATE accounts SET revision = revision + 1
WHERE id IN (SELECT account_id FROM links WHERE source_id = ?1)
