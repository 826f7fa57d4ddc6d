-- commit.rs, write_campaign(): at most one row, by the unique index on turn and cell.
SELECT 1 FROM campaigns WHERE turn_id = ?1 AND cell = ?2
