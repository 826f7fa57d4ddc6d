-- errand.rs, make_errand(): one row, none where the occasion had an errand; by the unique index. One
-- that was withdrawn comes back with its occasion.
INSERT INTO errands (account_id, kind, about, words, made_day) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (kind, about) DO UPDATE SET done_at = NULL, outcome = '' WHERE outcome <> ''
