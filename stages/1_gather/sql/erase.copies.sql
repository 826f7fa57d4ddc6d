-- erase::read_copies, the imports of one file, also those taken back, a scan of a small table
SELECT s.id, s.header, s.mapping, s.sha256, s.original
FROM sources s
WHERE s.sha256 = (SELECT o.sha256 FROM sources o WHERE o.id = ?1)
