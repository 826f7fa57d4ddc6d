-- review/changed::forget_changed, at most 1 row, by primary key
DELETE FROM looks_changed WHERE account_id = ?1
