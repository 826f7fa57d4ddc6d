-- trigger/switch.rs, turn_off(): one row, by primary key.
UPDATE triggers SET is_on = 0, changed_at = ?2 WHERE name = ?1 AND is_on = 1
