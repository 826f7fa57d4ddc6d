-- reminder/keep.rs, undo_reminder(): one row, whether the change was taken back and whether it is the
-- newest that stands; by primary key and reminder_changes_by_reminder
SELECT c.undone_at IS NOT NULL,
       NOT EXISTS (SELECT 1 FROM reminder_changes n
                   WHERE n.reminder_id = c.reminder_id AND n.id > c.id AND n.undone_at IS NULL)
FROM reminder_changes c WHERE c.id = ?1
