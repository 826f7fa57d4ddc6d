-- reach.rs, read_marketed(): every account a campaign may speak to, one pass over the table.
SELECT id FROM accounts WHERE gone_at IS NULL AND kind IN ('firm', 'household')
