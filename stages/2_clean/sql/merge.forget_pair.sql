-- step/merge::say_apart, at most 1 row, by primary key
DELETE FROM review_pairs WHERE one_id = ?1 AND other_id = ?2
