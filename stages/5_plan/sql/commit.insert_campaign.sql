-- commit.rs, insert_campaign(): one row.
INSERT INTO campaigns (turn_id, cell, name, strategy_id, plan, start_day, end_day, seed,
                       control_share, budget_minor, expected_gain_minor, lever, assumed_extra_minor, sure_discount_minor,
                       offer_percent, offer_until)
VALUES (:turn_id, :cell, :name, :strategy_id, :plan, :start_day, :end_day, :seed,
        :control_share, :budget_minor, :expected_gain_minor, :lever, :assumed_extra_minor, :sure_discount_minor,
        :offer_percent, :offer_until)
