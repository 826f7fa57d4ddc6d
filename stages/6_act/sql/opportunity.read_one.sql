-- opportunity/read.rs, read_opportunity(): one row, by primary key
SELECT o.id, o.change_id, o.account_id, a.name, a.number, o.title, o.value_minor, o.stage,
       o.expected_day, o.next_step, o.reason, o.day
FROM opportunities_now o
JOIN accounts a ON a.id = o.account_id
WHERE o.id = ?1
