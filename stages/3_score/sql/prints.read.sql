-- prints::read_prints; every block; primary key
SELECT body FROM score_prints ORDER BY first_account
