-- learned.rs, Learned::read(): every row, a hundred at most.
SELECT cell, mix, factor, sd, campaigns FROM learned_effects
