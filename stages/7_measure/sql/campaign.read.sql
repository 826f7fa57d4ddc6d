-- campaign.rs, read_campaigns(): every campaign begun by ?1, turn by turn; a few hundred at most.
SELECT id, turn_id, name, cell, start_day, end_day FROM campaigns
WHERE start_day <= ?1 ORDER BY turn_id, id
