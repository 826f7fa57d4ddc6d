-- call/record.rs, record_call(): one row, unless the very same result is there; by
-- call_results_by_touch.
INSERT INTO call_results (planned_touch_id, outcome, answers, note, day, follow_up_day,
                          contact_point_id)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
WHERE NOT EXISTS (SELECT 1 FROM call_results r
                  WHERE r.planned_touch_id = ?1 AND r.outcome = ?2 AND r.answers = ?3
                    AND r.note = ?4 AND r.day = ?5 AND r.follow_up_day IS ?6)
