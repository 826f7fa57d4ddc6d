-- referral/report.rs, read_name(): one row, by primary key; people by people_by_account.
SELECT COALESCE(NULLIF(a.name, ''),
                (SELECT NULLIF(TRIM(p.first_name || ' ' || p.last_name), '') FROM people p
                 WHERE p.account_id = a.id AND p.gone_at IS NULL ORDER BY p.id LIMIT 1),
                'Customer ' || a.id)
FROM accounts a WHERE a.id = ?1
