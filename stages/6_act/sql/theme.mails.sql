-- theme/opening.rs, read_theme(): one row; campaigns of the theme's segments since it began, their
-- enrolments and touches by their unique indexes.
SELECT COUNT(DISTINCT c.id),
       COALESCE(SUM((SELECT COUNT(*) FROM enrolments e
                     JOIN planned_touches p ON p.enrolment_id = e.id
                     JOIN touches u ON u.id = p.touch_id AND u.channel = 'email'
                     JOIN handovers h ON h.planned_touch_id = p.id AND h.state = 'done'
                     WHERE e.campaign_id = c.id AND e.arm = 'contacted')), 0)
FROM themes t
JOIN campaigns c ON c.start_day >= t.from_day AND INSTR(',' || t.cells || ',', ',' || c.cell || ',') > 0
WHERE t.id = ?1
