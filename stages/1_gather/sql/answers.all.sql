-- answers::read_answers, one row an answer ever given, a scan of a small table
SELECT layout, column, question, answer, names FROM answers ORDER BY answered_at
