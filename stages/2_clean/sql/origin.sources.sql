-- account/origin::read_source_names, a few rows, by links_by_account
SELECT DISTINCT s.id, s.name FROM links l JOIN sources s ON s.id = l.source_id WHERE l.account_id = ?1
