-- review/queue::put_off, at most 1 row, by primary key
UPDATE review_pairs SET later_at = ?3 WHERE one_id = ?1 AND other_id = ?2
