-- step/ledger::read_import_step, at most 1 row, by steps_by_source
SELECT id FROM steps WHERE source_id = ?1 AND kind = 'import' AND undone_at IS NULL
