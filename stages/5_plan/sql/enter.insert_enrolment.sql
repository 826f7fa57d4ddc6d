-- trigger/enter.rs, enter(): one row.
INSERT INTO enrolments (campaign_id, account_id, arm, block, probability, before_minor, occasion)
VALUES (?1, ?2, ?3, 0, ?4, 0, ?5)
