-- store::write_lines, 1 row, appended to the primary key and received_lines_by_order
INSERT INTO received_lines
    (source_id, row_no, part_no, order_key, party_key, email, company, full_name, phone, country,
     party_row, day, channel, currency, code, status, product_key, product, category, quantity, net_minor,
     cost_minor, shipping_minor)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
        ?21, ?22, ?23)
