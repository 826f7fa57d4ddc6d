-- trigger/enter.rs, is_in(): at most a few rows; the enrolments of one account, by enrolments_by_account.
SELECT 1 FROM enrolments e
JOIN campaigns c ON c.id = e.campaign_id
JOIN trigger_versions v ON v.id = c.trigger_version_id AND v.name = ?1
JOIN occasions o ON o.enrolment_id = e.id
WHERE e.account_id = ?2 AND (e.occasion = ?3 OR o.day > ?4)
