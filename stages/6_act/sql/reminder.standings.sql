-- reminder/cadence.rs, read_standings(): a row for each wanted account that is there, by primary key and
-- cadence_pauses_by_account; the newest putting off counts
SELECT a.id, a.name, a.number,
       (SELECT p.until_day FROM cadence_pauses p
        WHERE p.account_id = a.id AND p.undone_at IS NULL ORDER BY p.id DESC LIMIT 1)
FROM rarray(?1) w
JOIN accounts a ON a.id = w.value AND a.gone_at IS NULL
