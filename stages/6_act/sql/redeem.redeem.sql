-- code/redeem.rs, redeem(): one row for each code used for the first time; orders with a code by
-- orders_by_code, codes by their unique index. People type codes with hyphens and small letters.
-- The discount is what was taken off: net = full * (1 - percent), so net * percent / (100 - percent).
INSERT INTO redemptions (code_id, order_id, account_id, day, discount_minor)
SELECT code_id, order_id, account_id, day, discount_minor
FROM (SELECT k.id AS code_id, o.id AS order_id, o.account_id, o.day,
             CAST(ROUND(o.net_minor * 1.0 * k.percent / MAX(1, 100 - k.percent)) AS INTEGER)
                 AS discount_minor,
             ROW_NUMBER() OVER (PARTITION BY k.id ORDER BY o.day, o.id) AS place
      FROM orders o
      JOIN offer_codes k
        ON k.code = REPLACE(REPLACE(UPPER(o.code), '-', ''), ' ', '')
      JOIN enrolments e ON e.id = k.enrolment_id AND e.account_id = o.account_id
      WHERE o.code <> '' AND o.status = 'kept' AND o.day <= ?1
        AND o.day BETWEEN k.valid_from AND k.valid_until
        AND NOT EXISTS (SELECT 1 FROM redemptions r WHERE r.code_id = k.id OR r.order_id = o.id))
WHERE place = 1
ON CONFLICT DO NOTHING
