-- rules/members::read_happening; personal contacts in the shape of events; one pass over the view
SELECT p.account_id, 'contact' AS kind, p.day, p.until_day, p.subject, p.detail, p.quantity, p.minutes,
       p.amount_minor
FROM personal_contacts AS p
