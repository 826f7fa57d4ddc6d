-- trial.rs, due_days(): one row a day with something due; by planned_touches_by_day.
SELECT DISTINCT due_day FROM planned_touches WHERE due_day BETWEEN ?1 AND ?2 ORDER BY due_day
