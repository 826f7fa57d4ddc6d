-- rules/saved::delete_segment; one row; primary key
DELETE FROM segments WHERE id = ?1
