-- segments.rs, list_labels(): one row a label; tags_by_tag.
SELECT tag, COUNT(*) FROM tags GROUP BY tag ORDER BY tag
