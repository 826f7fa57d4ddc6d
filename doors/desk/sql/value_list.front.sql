-- value_row.rs, front_is_all(): one row; how many the front of a list holds, by its index; the bit is
-- swapped for that of one of the lists before preparing.
SELECT COUNT(*) FROM scores s WHERE s.fronts & 8
