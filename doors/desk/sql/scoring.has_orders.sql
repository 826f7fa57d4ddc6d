-- scoring.rs, scoring_due(): one row; the first entry of orders at most.
SELECT EXISTS (SELECT 1 FROM orders)
