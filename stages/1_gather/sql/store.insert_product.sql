-- store::write_batch, 1 row, appended to the primary key
INSERT INTO received_products
    (source_id, row_no, product_key, product, category, category_key, cost_minor)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
