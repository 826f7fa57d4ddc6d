-- workbook/sheet::read_lines, one row a person of the whole base, by people_by_account and
-- contact_points_by_account
SELECT a.id, p.id, a.number, a.name, p.title, p.first_name, p.last_name, p.role,
       (SELECT c.value FROM contact_points c
        WHERE c.account_id = a.id AND c.kind = 'email' AND c.gone_at IS NULL
          AND (c.person_id IS p.id OR c.person_id IS NULL)
        ORDER BY c.person_id IS NULL, c.id LIMIT 1),
       (SELECT c.value FROM contact_points c
        WHERE c.account_id = a.id AND c.kind = 'phone' AND c.gone_at IS NULL
          AND (c.person_id IS p.id OR c.person_id IS NULL)
        ORDER BY c.person_id IS NULL, c.id LIMIT 1),
       t.street, t.postcode, t.city, t.region, t.country, a.country, a.industry,
       (SELECT group_concat(g.tag, ', ') FROM tags g WHERE g.account_id = a.id)
FROM accounts a
LEFT JOIN people p ON p.account_id = a.id AND p.gone_at IS NULL
LEFT JOIN contact_points t ON t.id = (SELECT MIN(c.id) FROM contact_points c
                                      WHERE c.account_id = a.id AND c.kind = 'post'
                                        AND c.gone_at IS NULL)
WHERE a.gone_at IS NULL
ORDER BY a.id, p.id
