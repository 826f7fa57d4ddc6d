-- review/people::read_rows, one row a person of an account, by people_by_account and
-- contact_points_by_account
SELECT a.id, a.kind, a.number, COALESCE(p.first_name, ''), COALESCE(p.last_name, ''),
       CASE WHEN a.kind = 'household' THEN '' ELSE a.name END,
       (SELECT c.value FROM contact_points c
        WHERE c.account_id = a.id AND c.kind = 'email' AND c.gone_at IS NULL
        ORDER BY c.person_id IS NOT p.id LIMIT 1),
       (SELECT c.value FROM contact_points c
        WHERE c.account_id = a.id AND c.kind = 'phone' AND c.gone_at IS NULL
        ORDER BY c.person_id IS NOT p.id LIMIT 1),
       t.street, t.city, t.postcode, CASE WHEN p.birthday IS NULL THEN '' ELSE date(p.birthday * 86400, 'unixepoch') END
FROM accounts a
LEFT JOIN people p ON p.account_id = a.id AND p.gone_at IS NULL
LEFT JOIN contact_points t ON t.id = (SELECT c.id FROM contact_points c
                                      WHERE c.account_id = a.id AND c.kind = 'post'
                                        AND c.gone_at IS NULL LIMIT 1)
WHERE a.id = ?1
ORDER BY a.id
