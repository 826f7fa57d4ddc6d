-- link/batch::begin_source, the accounts of one source, by primary key of links
SELECT DISTINCT account_id FROM links WHERE source_id = ?1
