-- erase.rs, erase_replies(): the replies that hold an address, one pass over the hand-overs; and
-- whether they are about one of a few accounts or of those merged into them.
WITH RECURSIVE one (id) AS (
    SELECT value FROM rarray(?1)
    UNION SELECT a.id FROM accounts a JOIN one ON a.merged_into = one.id
)
SELECT h.planned_touch_id, h.reply, e.account_id IN (SELECT id FROM one)
FROM handovers h
JOIN planned_touches p ON p.id = h.planned_touch_id
JOIN enrolments e ON e.id = p.enrolment_id
WHERE instr(h.reply, '@') > 0
