-- work/contacts.rs, contacts_wait(): one row; what was typed in while other work went on, by
-- sources_by_layout and primary keys
SELECT EXISTS (SELECT 1 FROM sources s
               WHERE s.layout IN ('by_hand', 'lead_form') AND s.undone_at IS NULL
                 AND NOT EXISTS (SELECT 1 FROM cleaned_sources c WHERE c.source_id = s.id))
