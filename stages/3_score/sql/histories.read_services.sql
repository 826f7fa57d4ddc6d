-- batch::read_services; what served one batch of accounts; events_by_account
SELECT e.account_id, e.day, e.kind, e.minutes
FROM rarray(?1) AS batch
CROSS JOIN events AS e ON e.account_id = batch.value
WHERE e.kind IN ('call', 'visit', 'ticket', 'return')
