-- account/standing::Standing::read, the archived accounts, one pass over the few proposals there are
SELECT account_id FROM archives WHERE state = 'archived'
