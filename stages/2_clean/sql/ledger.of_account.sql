-- step/ledger::read_steps, a few rows, by steps_by_account, steps_by_other, links_by_account and
-- steps_by_source
SELECT id, kind, account_id, other_id, source_id, words, made_at, undone_at
FROM steps
WHERE id IN (SELECT id FROM steps WHERE account_id = ?1
             UNION SELECT id FROM steps WHERE other_id = ?1
             UNION SELECT s.id FROM links l JOIN steps s ON s.source_id = l.source_id
             WHERE l.account_id = ?1
             UNION SELECT e.step_id FROM edits e WHERE e.account_id = ?1)
ORDER BY id DESC
