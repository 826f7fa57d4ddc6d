-- erase::erase_received, the problems of the rows asked for, by row_problems_by_source
UPDATE row_problems SET value = ''
WHERE source_id = ?1 AND row_no IN (SELECT value FROM rarray(?2))
