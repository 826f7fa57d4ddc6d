-- learning.rs, write_learned(): one row, by primary key.
INSERT INTO learned_effects (cell, mix, factor, sd, campaigns, contacted, control, as_of)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
