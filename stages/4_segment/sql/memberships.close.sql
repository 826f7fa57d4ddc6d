-- memberships::Pen::write; one row; primary key
UPDATE memberships SET until_day = ?4 WHERE account_id = ?1 AND family = ?2 AND from_day = ?3
