-- answers::write_answer, 1 row, by primary key
INSERT INTO answers (layout, column, question, answer, names, answered_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (layout, column, question) DO UPDATE
SET answer = excluded.answer, names = excluded.names, answered_at = excluded.answered_at
