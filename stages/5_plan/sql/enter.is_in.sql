-- trigger/enter.rs, is_in(): at most a few rows; the enrolments of one account and of those merged into it, by enrolments_by_account.
SELECT 1 FROM enrolments e
JOIN campaigns c ON c.id = e.campaign_id
JOIN trigger_versions v ON v.id = c.trigger_version_id AND v.name = ?1
JOIN occasions o ON o.enrolment_id = e.id
WHERE e.account_id IN (
    WITH RECURSIVE one (id) AS (
        SELECT ?2 UNION SELECT a.id FROM accounts a JOIN one ON a.merged_into = one.id
    ) SELECT id FROM one
) AND (e.occasion = ?3 OR o.day > ?4)
