-- reach.rs, read_contact_points(): every usable contact point, one pass over the table.
-- A letter needs a full address: street, city, and a postcode or region.
SELECT id, account_id, kind FROM contact_points
WHERE gone_at IS NULL AND state NOT IN ('dead', 'moved')
  AND (kind <> 'post'
       OR (street <> '' AND city <> '' AND (COALESCE(postcode, '') <> '' OR COALESCE(region, '') <> '')))
