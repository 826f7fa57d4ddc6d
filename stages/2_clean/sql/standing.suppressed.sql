-- account/standing::Standing::read, one row for each suppressed address
SELECT channel, compare_key, reason || ', ' || since FROM suppressions
