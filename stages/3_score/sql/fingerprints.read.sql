-- fingerprints::read_fingerprints; every block; primary key
SELECT body FROM score_fingerprints ORDER BY first_account
