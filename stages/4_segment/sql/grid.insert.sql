-- grid::write_grid; one row; primary key
INSERT INTO membership_totals (family, value, accounts, past_value_minor, expected_value_minor)
VALUES (?1, ?2, ?3, ?4, ?5)
