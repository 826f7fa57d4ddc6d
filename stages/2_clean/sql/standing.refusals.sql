-- account/standing::read_refusals, at most 3 rows an account, by primary key and accounts_merged
WITH RECURSIVE one (id) AS (
    SELECT ?1 UNION SELECT a.id FROM accounts a JOIN one ON a.merged_into = one.id
)
SELECT r.channel, MIN(r.reason) FROM refusals r JOIN one ON one.id = r.account_id
GROUP BY r.channel
ORDER BY r.channel
