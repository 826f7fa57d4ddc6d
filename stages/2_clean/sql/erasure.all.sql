-- reach/erasure::read_erasures, one row a moment, one pass over the few archives there are
SELECT DISTINCT erased_at FROM archives WHERE erased_at IS NOT NULL ORDER BY erased_at
