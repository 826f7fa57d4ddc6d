-- timeline.rs, read_last_contact(): one row, the newest personal contact of one account, and of those
-- merged into it, up to a day; by events_by_account, enrolments_by_account and interactions_by_account.
WITH RECURSIVE one (id) AS (
    SELECT ?1 UNION SELECT a.id FROM accounts a JOIN one ON a.merged_into = one.id
)
SELECT MAX(p.day) FROM personal_contacts p
WHERE p.account_id IN (SELECT id FROM one) AND p.day <= ?2
