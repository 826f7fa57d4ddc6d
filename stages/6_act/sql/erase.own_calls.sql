-- erase.rs, erase_words(): the calls of a few accounts and of those merged into them, by
-- enrolments_by_account and call_results_by_touch.
UPDATE call_results SET note = '', answers = '{}'
WHERE planned_touch_id IN (
    WITH RECURSIVE one (id) AS (
        SELECT value FROM rarray(?1)
        UNION SELECT a.id FROM accounts a JOIN one ON a.merged_into = one.id
    )
    SELECT p.id FROM one
    JOIN enrolments e ON e.account_id = one.id
    JOIN planned_touches p ON p.enrolment_id = e.id
)
