-- reach/evidence::keys_since, the signs of this run, by primary key
SELECT DISTINCT kind, compare_key FROM contact_signs WHERE id > ?1
