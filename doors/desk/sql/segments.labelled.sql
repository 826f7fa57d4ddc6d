-- segments.rs, rename_label(): accounts with one label; tags_by_tag.
SELECT account_id FROM tags WHERE tag = ?1 ORDER BY account_id
