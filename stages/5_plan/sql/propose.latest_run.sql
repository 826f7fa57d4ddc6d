-- propose.rs, read_base(): at most one row, the end of the primary key.
SELECT as_of, horizon_days FROM score_runs ORDER BY id DESC LIMIT 1
