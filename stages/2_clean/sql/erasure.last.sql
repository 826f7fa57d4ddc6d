-- reach/erasure::read_last_erasure, 1 row, one pass over the few archives there are
SELECT MAX(erased_at) FROM archives
