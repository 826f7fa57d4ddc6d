-- opportunity/read.rs, read_opportunities(): every opportunity, or those of account ?1, that is open or
-- was decided on ?2 or later; one pass over opportunities, of which a business has few
SELECT o.id, o.change_id, o.account_id, a.name, a.number, o.title, o.value_minor, o.stage,
       o.expected_day, o.next_step, o.reason, o.day
FROM opportunities_now o
JOIN accounts a ON a.id = o.account_id AND a.gone_at IS NULL
WHERE (?1 IS NULL OR o.account_id = ?1) AND (o.stage NOT IN ('won', 'lost') OR o.day >= ?2)
ORDER BY o.expected_day IS NULL, o.expected_day, o.value_minor DESC, o.id
