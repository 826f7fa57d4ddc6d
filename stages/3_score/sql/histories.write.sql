-- histories::write_histories; one row; primary key
INSERT OR REPLACE INTO account_histories (
    account_id, revision, newest_day, next_day, first_day, last_day, order_count, order_days,
    kept_minor, revenue_minor, known_revenue_minor, repeat_mean_minor, gap_days_median, last_product,
    top_category, top_channel, order_log, service_log, category_log
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
