-- words::Words::read; one row per channel or category ever seen; primary key
SELECT word FROM score_words ORDER BY id
