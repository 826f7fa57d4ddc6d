-- waiting::forget, at most 1 row, by primary key
DELETE FROM waiting_files WHERE sha256 = ?1
