-- today.rs, read_work(): one row; open calls due and touches waiting, by handovers_by_state; pairs,
-- calls, proposals and questions from tables that hold nothing else.
SELECT (SELECT COUNT(*) FROM handovers h JOIN planned_touches p ON p.id = h.planned_touch_id
        WHERE h.state = 'open' AND p.due_day <= ?1),
       (SELECT COUNT(*) FROM handovers WHERE state = 'in_doubt'),
       (SELECT COUNT(*) FROM campaigns WHERE turn_id IS NOT NULL AND start_day <= ?1 AND end_day >= ?1 AND stopped_at IS NULL),
       (SELECT COUNT(*) FROM sources WHERE undone_at IS NULL AND complete = 1),
       (SELECT COUNT(*) FROM row_problems r JOIN sources s ON s.id = r.source_id
        WHERE s.undone_at IS NULL),
       (SELECT COUNT(*) FROM accounts WHERE gone_at IS NULL),
       (SELECT COUNT(*) FROM waiting_files),
       (SELECT COUNT(*) FROM open_pairs),
       (SELECT COUNT(*) FROM call_tasks t JOIN accounts a ON a.id = t.account_id AND a.gone_at IS NULL
        WHERE t.done_at IS NULL),
       (SELECT COUNT(*) FROM archives r JOIN accounts a ON a.id = r.account_id AND a.gone_at IS NULL
        WHERE r.state = 'proposed')
