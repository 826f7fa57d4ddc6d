-- link/party::read_event_parties, one batch, by primary key; rows that are parties too come from there
SELECT e.source_id, e.row_no, e.party_key, '', e.company, '', '', '', e.full_name, '', e.email,
       e.phone, '', '', '', '', '', NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, 0
FROM received_events e
WHERE e.source_id = ?1 AND e.row_no > ?2
  AND e.event_no = (SELECT MIN(f.event_no) FROM received_events f
                    WHERE f.source_id = e.source_id AND f.row_no = e.row_no)
  AND NOT EXISTS (SELECT 1 FROM received_parties p
                  WHERE p.source_id = e.source_id AND p.row_no = e.row_no)
  AND COALESCE(e.party_key, e.email, e.phone, e.company, e.full_name) IS NOT NULL
ORDER BY e.row_no
LIMIT ?3
