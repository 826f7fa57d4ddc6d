-- ledger.rs, write_within(): one row, by primary key; an end state is never left again.
INSERT INTO handovers (planned_touch_id, state, reason, attempt, epoch, message_id, artefact,
                       contact_point_id, reply, cost_minor, changed_day, changed_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (planned_touch_id) DO UPDATE SET
    state = excluded.state,
    reason = excluded.reason,
    attempt = MAX(0, handovers.attempt + excluded.attempt),
    epoch = excluded.epoch,
    message_id = IIF(excluded.message_id = '', handovers.message_id, excluded.message_id),
    artefact = IIF(excluded.artefact = '', handovers.artefact, excluded.artefact),
    contact_point_id = COALESCE(excluded.contact_point_id, handovers.contact_point_id),
    reply = IIF(excluded.reply = '', handovers.reply, excluded.reply),
    cost_minor = excluded.cost_minor,
    changed_day = excluded.changed_day,
    changed_at = excluded.changed_at
WHERE handovers.state IN ('planned', 'claimed', 'started', 'deferred', 'open')
