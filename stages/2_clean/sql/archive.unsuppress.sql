-- reach/archive::bring_back, a few rows, one pass over suppressions
DELETE FROM suppressions WHERE reason = ?1
