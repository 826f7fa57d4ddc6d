-- interaction.rs, log_interaction(): 1 row, no index
INSERT INTO interactions (account_id, kind, is_incoming, day, note, answers, step_id, made_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
