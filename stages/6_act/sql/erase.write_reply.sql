-- erase.rs, erase_replies(): one row, by primary key.
UPDATE handovers SET reply = ?2 WHERE planned_touch_id = ?1
