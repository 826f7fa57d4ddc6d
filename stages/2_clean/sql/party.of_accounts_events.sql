-- link/party::rows_of_accounts, the rows of these accounts that only tell of an event, by
-- links_by_account and primary keys
SELECT l.source_id, l.row_no, e.party_key, '', e.company, '', '', '', e.full_name, '', e.email,
       e.phone, '', '', '', '', '', NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, 0, l.account_id
FROM rarray(?1) AS batch
CROSS JOIN links l ON l.account_id = batch.value
CROSS JOIN received_events e ON e.source_id = l.source_id AND e.row_no = l.row_no
WHERE e.event_no = (SELECT MIN(f.event_no) FROM received_events f
                    WHERE f.source_id = l.source_id AND f.row_no = l.row_no)
  AND NOT EXISTS (SELECT 1 FROM received_parties p
                  WHERE p.source_id = l.source_id AND p.row_no = l.row_no)
