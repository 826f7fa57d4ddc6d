-- review/queue::forget_pairs, a few rows, by primary key and review_pairs_by_other
DELETE FROM review_pairs WHERE one_id = ?1 OR other_id = ?1
