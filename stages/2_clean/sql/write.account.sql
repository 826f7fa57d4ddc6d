-- account/write::write_facts, 1 row, by primary key
UPDATE accounts
SET kind = ?2, name = ?3, number = ?4, country = ?5, industry = ?6, employees = ?7,
    created_day = ?8, gone_at = NULL, merged_into = NULL
WHERE id = ?1
