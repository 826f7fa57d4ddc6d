-- reach/archive::bring_back, at most 1 row, one pass over the few archives there are
SELECT until_day FROM archives WHERE step_id = ?1 AND state = 'archived'
