-- trigger/enter.rs, write_occasion(): one row.
INSERT INTO occasions (enrolment_id, day, about_day, subject, quantity, amount_minor, namespace, order_key)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
