-- loyalty/settle.rs, take_back(): one row for each order that earned points: order, account, points,
-- what it was worth, what is left of it, points taken back so far, rows about that. One pass over
-- points; orders by primary key, refunds by orders_by_refund_of.
SELECT p.about, p.account_id, p.points, p.base_minor,
       IIF(o.status = 'kept',
           o.net_minor + COALESCE((SELECT SUM(x.net_minor) FROM orders x
                                   WHERE x.refund_of = o.id AND x.status = 'refund' AND x.day <= ?1), 0),
           0) AS now_minor,
       COALESCE((SELECT SUM(q.points) FROM points q WHERE q.kind = 'returned' AND q.about = p.about), 0),
       (SELECT COUNT(*) FROM points q WHERE q.kind = 'returned' AND q.about = p.about)
FROM points p
LEFT JOIN orders o ON o.id = p.about
WHERE p.kind = 'order'
