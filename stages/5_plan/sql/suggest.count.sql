-- suggest.rs, read_sample(): at most one row, by the primary key.
SELECT accounts FROM membership_totals WHERE family = 'cell' AND value = ?1
