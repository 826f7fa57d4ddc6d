-- learning.rs, write_learned(): every row, a hundred at most.
DELETE FROM learned_effects
