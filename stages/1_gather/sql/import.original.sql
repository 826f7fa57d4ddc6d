-- import::forget_erased, 1 row, by primary key
SELECT original FROM sources WHERE id = ?1
