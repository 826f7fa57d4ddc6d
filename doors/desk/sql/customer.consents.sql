-- customer.rs, read_customer(): at most one row a channel, by primary key; a proof that is a row of a
-- file says the file by its name.
SELECT c.channel, c.basis, c.day,
       COALESCE((SELECT s.name || substr(c.proof, instr(c.proof, ',')) FROM sources s
                 WHERE s.id = CAST(substr(c.proof, 8) AS INTEGER) AND c.proof LIKE 'import %, row %'),
                c.proof)
FROM consents c
WHERE c.account_id = ?1
ORDER BY c.channel
