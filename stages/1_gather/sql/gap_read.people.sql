-- gap_read::read_people, 1 row, scans of orders and received_parties by primary key
SELECT (SELECT COUNT(DISTINCT account_id) FROM orders WHERE status = 'kept'),
       (SELECT COUNT(DISTINCT account_id) FROM orders WHERE status = 'kept' AND day < ?1 + 90),
       (SELECT COUNT(DISTINCT COALESCE(p.party_key, p.email, p.full_name))
        FROM received_parties p
        JOIN sources s ON s.id = p.source_id
        WHERE s.complete = 1 AND s.undone_at IS NULL AND p.created_day < ?1)
