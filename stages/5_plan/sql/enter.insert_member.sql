-- trigger/enter.rs, write_occasion(): one row.
INSERT INTO list_members (list, account_id, from_day, until_day, basis, enrolment_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
