-- memberships::Pen::write; one row; primary key
INSERT INTO memberships (account_id, family, from_day, value) VALUES (?1, ?2, ?3, ?4)
