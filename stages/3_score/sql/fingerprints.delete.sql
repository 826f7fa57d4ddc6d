-- fingerprints::write_fingerprints; every block of the run before; the whole table
DELETE FROM score_fingerprints
