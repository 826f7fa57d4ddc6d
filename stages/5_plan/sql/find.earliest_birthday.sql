-- trigger/find.rs, first_day(): one row, the begin of people_by_birthday.
SELECT MIN(birthday) FROM people WHERE birthday IS NOT NULL
