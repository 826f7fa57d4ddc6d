-- store.rs, write_results(): one row a campaign and day, by primary key.
INSERT INTO results (campaign_id, as_of, kind, body) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (campaign_id, as_of) DO UPDATE SET kind = excluded.kind, body = excluded.body
