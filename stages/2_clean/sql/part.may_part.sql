-- step/part::part_account, 1 row, by links_by_account and moves_by_account: whether an account has
-- rows that came after a source's, and nobody moved rows there
SELECT EXISTS (SELECT 1 FROM links l
               LEFT JOIN cleaned_sources c ON c.source_id = l.source_id
               WHERE l.account_id = ?1
                 AND COALESCE(c.place, 1 << 62) >
                     COALESCE((SELECT place FROM cleaned_sources WHERE source_id = ?2), 1 << 62))
   AND NOT EXISTS (SELECT 1 FROM moves WHERE to_id = ?1)
