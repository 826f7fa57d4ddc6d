-- review/queue::insert_pair, 1 row, by primary key
INSERT OR REPLACE INTO review_pairs (one_id, other_id, probability, reasons, found_at)
VALUES (?1, ?2, ?3, ?4, ?5)
