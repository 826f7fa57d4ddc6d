-- erase::rows_with_lines, the rows asked for and the lines of these parties, one pass over a source
SELECT value FROM rarray(?2)
UNION
SELECT row_no FROM received_lines
WHERE source_id = ?1 AND party_row IN (SELECT value FROM rarray(?2))
