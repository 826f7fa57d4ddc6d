-- trigger/look.rs, would_enter(): one row, by primary key; a household goes by its first person.
SELECT COALESCE(NULLIF(a.name, ''),
                (SELECT trim(p.first_name || ' ' || p.last_name) FROM people p
                 WHERE p.account_id = a.id AND p.gone_at IS NULL ORDER BY p.id LIMIT 1),
                a.number)
FROM accounts a WHERE a.id = ?1
