-- event::follow_links, the events of one account's rows, by links_by_account and events_once
UPDATE events SET account_id = ?1
WHERE id IN (SELECT e.id FROM links l
             JOIN events e ON e.source_id = l.source_id AND e.row_no = l.row_no
             WHERE l.account_id = ?1)
  AND account_id <> ?1
