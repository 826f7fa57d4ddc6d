-- rules/members::read_text_fact; accounts that order mostly by a channel; one pass over account_histories
SELECT h.account_id
FROM account_histories AS h
WHERE lower(h.top_channel) = ?1 OR (?2 AND instr(lower(h.top_channel), ?1) > 0)
ORDER BY h.account_id
