-- opportunity/keep.rs, undo_opportunity(): one row, whether the change was taken back and whether it is
-- the newest that stands; by primary key and opportunity_changes_by_opportunity
SELECT c.undone_at IS NOT NULL,
       NOT EXISTS (SELECT 1 FROM opportunity_changes n
                   WHERE n.opportunity_id = c.opportunity_id AND n.id > c.id AND n.undone_at IS NULL)
FROM opportunity_changes c WHERE c.id = ?1
