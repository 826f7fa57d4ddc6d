//! Real files of real businesses.

use clean::clean;
use gather::{ImportOptions, import};
use store::Silent;

use crate::base::{Base, NOW, real_data};

#[test]
fn online_retail_becomes_orders_to_the_penny() {
    let Some(folder) = real_data("online_retail") else {
        return;
    };
    let base = Base::new();
    let options = ImportOptions {
        now: NOW.into(),
        currency: Some("GBP".parse().unwrap()),
        ..ImportOptions::default()
    };
    let receipt = import(
        &base.store,
        &folder.join("online_retail.csv.gz"),
        &options,
        &Silent,
    )
    .unwrap();
    let report = clean(&base.store, NOW, &Silent).unwrap();
    assert_eq!(
        (report.revenue_minor, receipt.amount_minor),
        (974_774_793, 974_774_793)
    );
    assert_eq!(
        (report.accounts_new, report.orders_new, report.lines),
        (4_372, 25_900, 541_909)
    );
    assert_eq!(
        base.number("SELECT COUNT(*) FROM accounts WHERE number = '17850'"),
        1
    );
    assert_eq!(
        base.number("SELECT COUNT(*) FROM orders WHERE order_key LIKE 'C%' AND status <> 'refund'"),
        0
    );
}

#[test]
fn northwind_comes_together_from_its_files() {
    let Some(folder) = real_data("northwind") else {
        return;
    };
    let base = Base::new();
    for name in [
        "order_details",
        "customers",
        "orders",
        "products",
        "categories",
        "employees",
        "suppliers",
    ] {
        base.take(&folder.join(format!("{name}.csv.gz")));
    }
    let report = base.clean();
    assert_eq!(
        (report.orders_new, report.lines, report.anonymous_orders),
        (830, 2_155, 0)
    );
    let source = "SELECT amount_minor FROM sources WHERE name LIKE 'order_details%'";
    assert_eq!(report.revenue_minor, base.number(source));
    let kinds = "SELECT kind || ' ' || COUNT(*) FROM accounts WHERE gone_at IS NULL GROUP BY kind ORDER BY kind";
    assert_eq!(base.list(kinds), "firm 93|staff 9|vendor 29");
    assert_eq!(
        base.number("SELECT COUNT(*) FROM orders WHERE shipping_minor > 0"),
        830
    );
    assert_eq!(
        base.list(
            "SELECT product || '/' || category FROM order_lines ORDER BY order_id, line_no LIMIT 1"
        ),
        "Queso Cabrales/Dairy Products"
    );
}
