-- runs::write_run; one row; primary key. A NULL id makes a new run, a known one is made anew.
INSERT INTO score_runs (
    id, as_of, made_at, horizon_days, yearly_discount, model, spend_model, parameters, note,
    account_count, customer_count, past_value_minor, expected_value_minor, cost_coverage,
    figures
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
ON CONFLICT (id) DO UPDATE SET
    made_at = excluded.made_at,
    model = excluded.model,
    spend_model = excluded.spend_model,
    parameters = excluded.parameters,
    note = excluded.note,
    account_count = excluded.account_count,
    customer_count = excluded.customer_count,
    past_value_minor = excluded.past_value_minor,
    expected_value_minor = excluded.expected_value_minor,
    cost_coverage = excluded.cost_coverage,
    figures = excluded.figures
