-- trigger/find.rs, read_events(): the events after the mark, by primary key. A file may be a day
-- ahead where it was written east of here.
SELECT e.account_id, MIN(e.day, ?4), e.until_day, e.subject, e.quantity, e.amount_minor, '', '',
       e.day || ' ' || e.subject
FROM events e JOIN accounts a ON a.id = e.account_id
WHERE e.id > ?1 AND e.kind IN rarray(?2) AND e.day BETWEEN ?3 AND ?4 + 1
  AND (?5 = '' OR instr(lower(e.subject), ?5) > 0)
  AND a.gone_at IS NULL AND a.kind IN ('firm', 'household')
ORDER BY e.id
