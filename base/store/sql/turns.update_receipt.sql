-- turns.rs, set_turn_receipt(): one row, by primary key.
UPDATE turns SET receipt = ?2 WHERE id = ?1
