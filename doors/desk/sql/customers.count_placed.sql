-- customers.rs, count(): one row; one segment or stage now, by memberships_now.
SELECT COUNT(*) FROM memberships WHERE family = ?1 AND value = ?2 AND until_day IS NULL
