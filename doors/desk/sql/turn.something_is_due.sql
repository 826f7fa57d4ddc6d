-- turn.rs, something_is_due(): one row; planned_touches_by_day from ?2 on, handovers by primary key.
SELECT EXISTS (SELECT 1 FROM planned_touches p
               LEFT JOIN handovers h ON h.planned_touch_id = p.id
               WHERE p.due_day BETWEEN ?2 AND ?1
                 AND COALESCE(h.state, 'planned') IN ('planned', 'deferred'))
