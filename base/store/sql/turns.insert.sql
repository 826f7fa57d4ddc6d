-- turns.rs, press(): one row.
INSERT INTO turns (as_of, seed, pressed_at, hold_until, choices, state)
VALUES (?1, ?2, ?3, ?4, ?5, 'holding')
