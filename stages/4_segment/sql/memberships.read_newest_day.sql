-- memberships::read_newest_day; one row; the whole table once
SELECT max(from_day), max(until_day) FROM memberships
