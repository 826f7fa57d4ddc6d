-- texts.rs, read_texts(): one row for each touch asked for, by primary key.
SELECT t.id, t.template
FROM (SELECT DISTINCT value FROM rarray(?1)) wanted
CROSS JOIN touches t ON t.id = wanted.value
