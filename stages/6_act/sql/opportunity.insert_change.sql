-- opportunity/keep.rs, insert_change(): 1 row, no index
INSERT INTO opportunity_changes (opportunity_id, title, value_minor, stage, expected_day, next_step,
                                 reason, day, made_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
