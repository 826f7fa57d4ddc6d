-- search.rs, renew_search(): one row an account, its people and contact points by their indexes on
-- account. A phone number is one word of its digits, however it was written, and one of its last nine.
INSERT INTO search_words (rowid, words)
SELECT a.id, a.name || ' ' || a.number || ' ' || COALESCE((
        SELECT group_concat(p.first_name || ' ' || p.last_name, ' ') FROM people p
        WHERE p.account_id = a.id AND p.gone_at IS NULL), '') || ' ' || COALESCE((
        SELECT group_concat(CASE k.kind WHEN 'phone' THEN replace(replace(replace(replace(replace(
                   replace(k.value, ' ', ''), '-', ''), '(', ''), ')', ''), '/', ''), '.', '')
                   || ' ' || k.compare_key || ' ' || k.value ELSE k.value END, ' ')
        FROM contact_points k WHERE k.account_id = a.id AND k.gone_at IS NULL), '')
FROM rarray(?1) AS batch CROSS JOIN accounts a ON a.id = batch.value
WHERE a.gone_at IS NULL
