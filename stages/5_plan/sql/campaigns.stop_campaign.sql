-- campaigns.rs, stop_campaign(): one row, by primary key; the first stop stands.
UPDATE campaigns SET stopped_at = COALESCE(stopped_at, ?2) WHERE id = ?1
