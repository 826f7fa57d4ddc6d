-- scores::set_indexes_aside; one row an index; the schema itself
SELECT name, sql FROM sqlite_schema
WHERE type = 'index' AND tbl_name = 'scores' AND sql IS NOT NULL
ORDER BY name
