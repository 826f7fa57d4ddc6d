-- account/write_points::write_points, 1 row, by primary key
UPDATE contact_points SET gone_at = ?2 WHERE id = ?1
