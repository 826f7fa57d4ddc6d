-- commit.rs, read_report(): one row; campaigns of the turn, enrolments by their unique index.
SELECT (SELECT COUNT(*) FROM campaigns WHERE turn_id = ?1),
       (SELECT COUNT(*) FROM campaigns c JOIN enrolments e ON e.campaign_id = c.id WHERE c.turn_id = ?1),
       (SELECT COUNT(*) FROM campaigns c JOIN touches t ON t.campaign_id = c.id
        JOIN planned_touches p ON p.touch_id = t.id WHERE c.turn_id = ?1)
