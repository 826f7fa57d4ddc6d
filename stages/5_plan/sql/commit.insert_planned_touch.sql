-- commit.rs, insert_enrolment(): one row.
INSERT INTO planned_touches (enrolment_id, touch_id, due_day, expiry_day) VALUES (?1, ?2, ?3, ?4)
