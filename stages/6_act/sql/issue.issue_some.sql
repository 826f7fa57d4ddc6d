-- code/issue.rs, issue_some(): one row.
INSERT INTO offer_codes (enrolment_id, code, page_token, percent, valid_from, valid_until)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO NOTHING
