-- link/batch::Linker::read, one row for each thing somebody said
SELECT one_id, other_id FROM verdicts
