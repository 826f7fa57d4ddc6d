-- reach/erasure::read_overdue, the accounts whose thirty days are over and whose rows still name
-- them, one pass over the few archives there are
SELECT account_id FROM archives WHERE state = 'archived' AND until_day < ?1 AND erased_at IS NULL
