-- learning.rs, read_learned(): every row in order of the primary key, a hundred at most.
SELECT cell, mix, factor, sd, campaigns, contacted, control, as_of FROM learned_effects
ORDER BY cell, mix
