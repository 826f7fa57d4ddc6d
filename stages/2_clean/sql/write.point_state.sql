-- account/write_points::insert_point, 1 row, by primary key
UPDATE contact_points SET state = ?2, evidence = ?3, state_day = ?4 WHERE id = ?1
