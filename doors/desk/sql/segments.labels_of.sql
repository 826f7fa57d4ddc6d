-- segments.rs, read_labels(): a few rows of one account; primary key.
SELECT tag FROM tags WHERE account_id = ?1
