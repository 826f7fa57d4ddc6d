-- campaign.rs, read_campaigns(): every campaign begun by ?1, oldest first; a few hundred at most.
SELECT id, name, cell, start_day, end_day, control_share FROM campaigns
WHERE start_day <= ?1 ORDER BY id
