-- step/moves::move_back, the rows of one account, by primary keys
UPDATE links SET account_id = ?2
WHERE account_id = ?3
  AND EXISTS (SELECT 1 FROM moves m
              WHERE m.step_id = ?1 AND m.from_id = ?2 AND m.source_id = links.source_id
                AND m.row_no = links.row_no)
