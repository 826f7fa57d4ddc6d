-- missing_fields::read_missing_fields, 9 rows, a scan of accounts with lookups in orders_by_account and contact_points_by_account
WITH latest AS (
    SELECT MAX(day) AS day FROM orders WHERE status = 'kept'
), known AS (
    SELECT a.id, a.kind,
           COALESCE((SELECT SUM(o.net_minor) FROM orders o
                     WHERE o.account_id = a.id AND o.status IN ('kept', 'refund')
                       AND o.day > (SELECT day FROM latest) - 365), 0) AS spent,
           EXISTS (SELECT 1 FROM contact_points c WHERE c.account_id = a.id AND c.kind = 'email'
                     AND c.gone_at IS NULL AND c.state NOT IN ('dead', 'moved')) AS email,
           EXISTS (SELECT 1 FROM contact_points c WHERE c.account_id = a.id AND c.kind = 'phone'
                     AND c.gone_at IS NULL AND c.state NOT IN ('dead', 'moved')) AS phone,
           EXISTS (SELECT 1 FROM contact_points c WHERE c.account_id = a.id AND c.kind = 'post'
                     AND c.gone_at IS NULL AND c.state NOT IN ('dead', 'moved')
                     AND c.street <> '' AND c.postcode <> '') AS post,
           EXISTS (SELECT 1 FROM consents n WHERE n.account_id = a.id AND n.channel = 'email') AS consent,
           EXISTS (SELECT 1 FROM people p WHERE p.account_id = a.id AND p.gone_at IS NULL
                     AND p.birthday IS NOT NULL) AS birthday,
           a.industry <> '' AS industry,
           a.employees IS NOT NULL AS employees
    FROM accounts a
    WHERE a.gone_at IS NULL AND a.kind IN ('household', 'firm')
), lacking (field, account_kind, spent, lacks) AS (
    SELECT 'email', kind, spent, NOT email FROM known
    UNION ALL SELECT 'phone', kind, spent, NOT phone FROM known
    UNION ALL SELECT 'post', kind, spent, NOT post FROM known
    UNION ALL SELECT 'consent', kind, spent, NOT consent FROM known WHERE email
    UNION ALL SELECT 'birthday', kind, spent, NOT birthday FROM known WHERE kind = 'household'
    UNION ALL SELECT 'industry', kind, spent, NOT industry FROM known WHERE kind = 'firm'
    UNION ALL SELECT 'employees', kind, spent, NOT employees FROM known WHERE kind = 'firm'
    UNION ALL SELECT 'renewal', '', COALESCE(e.amount_minor, 0), e.until_day IS NULL
              FROM events e WHERE e.kind = 'subscription'
    UNION ALL SELECT 'cost', '', o.net_minor, o.cost_minor IS NULL
              FROM orders o WHERE o.status = 'kept' AND o.day > (SELECT day FROM latest) - 365
)
SELECT field, SUM(lacks), COUNT(*), SUM(CASE WHEN lacks THEN spent ELSE 0 END)
FROM lacking
GROUP BY field
