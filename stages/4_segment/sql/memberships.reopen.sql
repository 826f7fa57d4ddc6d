-- memberships::Pen::write; at most one row that ended today with the value wanted again; primary key
UPDATE memberships SET until_day = NULL
WHERE account_id = ?1 AND family = ?2 AND until_day = ?3 AND value = ?4
