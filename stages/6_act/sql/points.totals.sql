-- loyalty/standing.rs, read_loyalty(): one row a kind; one pass over points.
SELECT kind, SUM(points) FROM points GROUP BY kind
