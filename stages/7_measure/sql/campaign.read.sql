-- campaign.rs, read_campaigns(): every campaign of a press begun by ?1, turn by turn; a few hundred at
-- most. Standing campaigns have no day on which they begin and end for everybody.
SELECT id, turn_id, name, cell, start_day, end_day FROM campaigns
WHERE turn_id IS NOT NULL AND start_day <= ?1 ORDER BY turn_id, id
