-- run::raise_revisions, 1 row, by primary key
UPDATE accounts SET revision = revision + 1 WHERE id = ?1
