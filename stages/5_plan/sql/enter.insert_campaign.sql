-- trigger/enter.rs, insert_campaign(): one row.
INSERT INTO campaigns (cell, name, trigger_version_id, plan, start_day, end_day, seed, control_share,
                       budget_minor, expected_gain_minor, lever)
VALUES ('', ?1, ?2, '{}', ?3, ?4, ?5, ?6, 0, 0, 'lifetime')
