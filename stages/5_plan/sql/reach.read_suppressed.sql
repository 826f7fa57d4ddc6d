-- reach.rs, read_suppressed(): contact points on the do-not-contact list, by contact_points_by_key.
SELECT c.id FROM suppressions s
JOIN contact_points c
  ON c.kind = CASE s.channel WHEN 'letter' THEN 'post' WHEN 'call' THEN 'phone' ELSE s.channel END
 AND c.compare_key = s.compare_key
