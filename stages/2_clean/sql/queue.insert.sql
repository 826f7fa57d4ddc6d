-- review/queue::insert_pair, 1 row, by primary key; a pair that waits already keeps its place
INSERT INTO review_pairs (one_id, other_id, probability, reasons, found_at)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (one_id, other_id) DO UPDATE SET probability = excluded.probability, reasons = excluded.reasons
