-- referral/link.rs, note_visit(): one row, by primary key.
INSERT INTO share_visits (link_id, day, via, opened, previews) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET opened = opened + excluded.opened, previews = previews + excluded.previews
