-- trigger/look.rs, needs_look(): one row; a dozen triggers, the ends of three primary keys.
SELECT EXISTS (SELECT 1 FROM triggers
               WHERE is_on = 1 AND (day_mark < ?1
                   OR event_mark < (SELECT COALESCE(MAX(id), 0) FROM events)
                   OR order_mark < (SELECT COALESCE(MAX(id), 0) FROM orders)
                   OR account_mark < (SELECT COALESCE(MAX(id), 0) FROM accounts)))
