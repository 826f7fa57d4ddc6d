-- by_hand::count_leads, 1 row, by sources_by_layout
SELECT COUNT(*) FROM sources WHERE layout = 'lead_form' AND imported_at >= ?1
