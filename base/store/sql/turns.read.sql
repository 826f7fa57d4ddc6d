-- turns.rs, turns(): the newest turns first, by primary key backwards.
SELECT id, as_of, seed, pressed_at, hold_until, state, step, done, total, receipt, problem, choices
FROM turns ORDER BY id DESC LIMIT ?1
