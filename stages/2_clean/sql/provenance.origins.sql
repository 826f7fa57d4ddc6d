-- provenance::read_provenance, the links of one account, by links_by_account
SELECT l.source_id, s.name, l.row_no, r.line_no, l.rule, l.person_id
FROM links l
JOIN sources s ON s.id = l.source_id
JOIN source_rows r ON r.source_id = l.source_id AND r.row_no = l.row_no
WHERE l.account_id = ?1
ORDER BY l.source_id, l.row_no
