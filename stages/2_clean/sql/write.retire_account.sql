-- account/write::write_facts, 1 row, by primary key
UPDATE accounts
SET name = '', number = '', country = '', industry = '', employees = NULL, created_day = NULL,
    gone_at = COALESCE(gone_at, ?2)
WHERE id = ?1
