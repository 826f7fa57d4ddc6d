-- trigger/marks.rs, read_standing(): a dozen rows, by primary key.
SELECT name, on_since, event_mark, order_mark, account_mark, day_mark FROM triggers
WHERE is_on = 1 ORDER BY name
