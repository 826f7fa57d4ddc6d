-- run::number_space, 1 row, by primary key
SELECT id, name, kind, namespace FROM sources WHERE id = ?1
