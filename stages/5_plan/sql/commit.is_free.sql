-- commit.rs, still_there(): at most one row, by memberships_now and enrolments_by_account.
SELECT 1 FROM memberships m
WHERE m.family = 'cell' AND m.value = ?2 AND m.account_id = ?1 AND m.until_day IS NULL
  AND NOT EXISTS (
      SELECT 1 FROM enrolments e JOIN campaigns c ON c.id = e.campaign_id
      WHERE e.account_id = ?1 AND c.turn_id IS NOT NULL AND c.stopped_at IS NULL AND c.end_day >= ?3)
