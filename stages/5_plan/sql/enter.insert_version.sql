-- trigger/enter.rs, write_version(): one row.
INSERT INTO trigger_versions (name, version, text, used_from, ends, kinds, sender_name, sender_email, question,
                              answers)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
