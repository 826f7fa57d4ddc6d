-- trigger/switch.rs, turn_on(): one row, by primary key; what is on stays as it is.
INSERT INTO triggers (name, is_on, on_since, event_mark, order_mark, account_mark, day_mark, changed_at)
VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (name) DO UPDATE SET is_on = 1, on_since = excluded.on_since,
    event_mark = excluded.event_mark, order_mark = excluded.order_mark,
    account_mark = excluded.account_mark, day_mark = excluded.day_mark, changed_at = excluded.changed_at
WHERE triggers.is_on = 0
