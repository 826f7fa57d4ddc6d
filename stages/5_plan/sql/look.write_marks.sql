-- trigger/look.rs, look(): one row, by primary key; a mark never goes back.
UPDATE triggers SET event_mark = MAX(event_mark, ?2), order_mark = MAX(order_mark, ?3),
                    account_mark = MAX(account_mark, ?4), day_mark = MAX(day_mark, ?5)
WHERE name = ?1
