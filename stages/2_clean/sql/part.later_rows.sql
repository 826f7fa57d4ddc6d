-- step/part::rows_for, a few rows, by links_by_account and steps_by_source
SELECT l.source_id, l.row_no
FROM links l
JOIN steps s ON s.source_id = l.source_id AND s.kind = 'import' AND s.undone_at IS NULL
WHERE l.account_id = ?1 AND s.id > ?2
