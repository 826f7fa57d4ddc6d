-- reach/settle::open_accounts, the few accounts something waits for, by call_tasks_open
SELECT account_id FROM call_tasks WHERE done_at IS NULL
UNION SELECT account_id FROM archives WHERE state = 'proposed'
