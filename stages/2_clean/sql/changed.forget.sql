-- review/changed::forget_changed, every row: all were compared
DELETE FROM looks_changed
