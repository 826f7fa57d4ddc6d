-- commit.rs, insert_enrolment(): one row.
INSERT INTO enrolments (campaign_id, account_id, arm, block, probability, before_minor)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
