-- by_hand::read_entries, at most ?2 rows, by sources_by_layout and primary keys; what was erased shows as
-- nothing, and what was brought back shows once
SELECT s.id, s.layout, s.imported_at,
       trim(COALESCE(p.company, '') || iif(p.company IS NOT NULL AND COALESCE(p.full_name, p.first_name, p.last_name) IS NOT NULL, ', ', '')
            || COALESCE(p.full_name, trim(COALESCE(p.first_name, '') || ' ' || COALESCE(p.last_name, '')))),
       COALESCE(p.email, p.phone, ''), s.undone_at IS NOT NULL
FROM sources s
LEFT JOIN received_parties p ON p.source_id = s.id AND p.row_no = 1
WHERE s.layout IN ('by_hand', 'lead_form') AND s.id < ?1
  AND NOT EXISTS (SELECT 1 FROM sources n
                  WHERE n.sha256 = s.sha256 AND n.undone_at IS NULL AND n.id > s.id)
ORDER BY s.id DESC
LIMIT ?2
