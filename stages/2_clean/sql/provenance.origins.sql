-- provenance::read_provenance, the links of one account, by links_by_account
SELECT l.source_id, s.name, l.row_no, (SELECT COALESCE(json_extract(b.lines, '$[' || (l.row_no - b.first_row) || ']'),
                        b.first_line + l.row_no - b.first_row)
        FROM source_blocks b
        WHERE b.source_id = l.source_id AND b.first_row <= l.row_no
        ORDER BY b.first_row DESC LIMIT 1),
       l.rule
FROM links l
JOIN sources s ON s.id = l.source_id
WHERE l.account_id = ?1
ORDER BY l.source_id, l.row_no
