-- versions.rs, keep_version(): one row.
INSERT INTO strategies (cell, version, text, used_from) VALUES (?1, ?2, ?3, ?4)
