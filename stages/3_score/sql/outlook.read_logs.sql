-- outlook::read_logs; one row; primary key
SELECT order_log, service_log FROM account_histories WHERE account_id = ?1
