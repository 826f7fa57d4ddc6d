-- review/changed::Comparison::end, the notes up to a mark, by primary key
DELETE FROM looks_changed WHERE mark <= ?1
