-- turn.rs, pressed_before(): one row; by campaigns' unique (turn, cell).
SELECT EXISTS (SELECT 1 FROM campaigns c JOIN turns t ON t.id = c.turn_id
               WHERE t.as_of = ?1 AND t.state <> 'undone' AND t.id <= ?2)
