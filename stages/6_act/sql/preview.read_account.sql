-- preview.rs, read_account(): at most one row, by primary keys.
SELECT a.kind, a.name, a.number, COALESCE(y.last_product, ''), y.last_day,
       (SELECT json_extract(value, '$.percent') FROM settings
        WHERE key = 'referral_offer' AND json_extract(value, '$.is_on'))
FROM accounts a
LEFT JOIN account_histories y ON y.account_id = a.id
WHERE a.id = ?1
