-- memberships::Pen::write; one row that began today; primary key
DELETE FROM memberships WHERE account_id = ?1 AND family = ?2 AND from_day = ?3
