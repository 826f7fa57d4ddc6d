-- account/standing::Standing::read, 1 row, from the first row of each table
SELECT EXISTS (SELECT 1 FROM edits) OR EXISTS (SELECT 1 FROM refusals),
       EXISTS (SELECT 1 FROM contact_signs)
