-- errand.rs, read_errands(): one row for each open errand, by errands_open; the rest by keys.
SELECT e.id, COALESCE(a.merged_into, a.id) AS account_id,
       COALESCE(NULLIF(b.name, ''),
                (SELECT TRIM(p.first_name || ' ' || p.last_name) FROM people p
                 WHERE p.account_id = b.id AND p.gone_at IS NULL ORDER BY p.id LIMIT 1),
                'Customer ' || b.id),
       e.kind, e.words,
       COALESCE(IIF(e.kind = 'thanks', (SELECT f.name FROM friends f WHERE f.id = e.about), ''), ''),
       e.made_day,
       EXISTS (SELECT 1 FROM consents n
               WHERE n.account_id = b.id AND n.channel = 'call' AND n.basis = 'refused'),
       EXISTS (SELECT 1 FROM consents n
               WHERE n.account_id = b.id AND n.channel = 'email' AND n.basis = 'refused')
FROM errands e
JOIN accounts a ON a.id = e.account_id
JOIN accounts b ON b.id = COALESCE(a.merged_into, a.id)
WHERE e.done_at IS NULL AND b.gone_at IS NULL
ORDER BY e.id
