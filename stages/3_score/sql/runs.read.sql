-- runs::read_runs; at most ?1 rows; primary key backwards
SELECT id, as_of, made_at, horizon_days, yearly_discount, model, spend_model, parameters, note,
       account_count, customer_count, past_value_minor, expected_value_minor, cost_coverage,
       figures
FROM score_runs
ORDER BY id DESC
LIMIT ?1
