-- trigger/find.rs, first_day(): one row, the begin of orders_by_day.
SELECT MIN(day) FROM orders
