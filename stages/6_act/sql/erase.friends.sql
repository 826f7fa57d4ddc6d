-- erase.rs, erase_words(): friends who became one of the erased accounts, or left one of their addresses;
-- referrals by referrals_by_to, friends once.
UPDATE friends SET name = '', email = '', compare_key = '', forgotten_at = ''
WHERE forgotten_at IS NULL
  AND (id IN (SELECT r.friend_id FROM referrals r WHERE r.to_account_id IN (SELECT value FROM rarray(?1)))
       OR LOWER(email) IN (SELECT value FROM rarray(?2)))
