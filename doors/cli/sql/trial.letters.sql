-- came_back.rs, returned_letters(): letters that left, with whether a mail to the account came back.
SELECT l.id, EXISTS (SELECT 1 FROM contact_points k WHERE k.account_id = l.account_id
                       AND k.kind = 'email' AND k.state = 'dead')
FROM ledger l
WHERE l.channel = 'letter' AND l.arm = 'contacted' AND l.state = 'done'
ORDER BY l.id
