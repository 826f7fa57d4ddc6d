-- link/batch::Linker::open_book, 1 row, from the first row of the table
SELECT EXISTS (SELECT 1 FROM match_keys)
