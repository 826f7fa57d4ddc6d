//! Real files of real businesses.

use gather::{Kind, import};
use store::Silent;

use crate::desk::{Desk, options, real_data};

#[test]
fn online_retail_adds_up_to_the_penny_with_every_difference_named() {
    let Some(folder) = real_data("online_retail") else {
        return;
    };
    let desk = Desk::new();
    let mut how = options();
    how.currency = Some("GBP".parse().unwrap());
    let path = folder.join("online_retail.csv.gz");
    let receipt = import(&desk.store, &path, &how, &Silent).unwrap();
    assert_eq!(
        (receipt.kind, receipt.rows, receipt.lost_rows),
        (Kind::OrderLines, 541_909, 0)
    );
    assert_eq!(receipt.amount_exact, "9747747.934");
    assert_eq!(receipt.amount_minor, 974_774_793);
    assert_eq!(receipt.differences.len(), 1);
    assert_eq!(
        receipt.differences[0].name,
        "rounding of 4 lines to the penny"
    );
    assert_eq!(receipt.differences[0].minor, 0);
    assert_eq!(receipt.first_day.unwrap().to_string(), "2010-12-01");
    assert_eq!(receipt.last_day.unwrap().to_string(), "2011-12-09");
    assert_eq!(
        desk.number("SELECT SUM(net_minor) FROM received_lines"),
        974_774_793
    );
    assert_eq!(
        desk.number("SELECT COUNT(*) FROM received_lines WHERE party_key IS NULL"),
        135_080
    );
    assert_eq!(
        desk.number("SELECT COUNT(DISTINCT party_key) FROM received_parties"),
        4_372
    );
}

#[test]
fn northwind_is_recognised_file_by_file_and_adds_up() {
    let Some(folder) = real_data("northwind") else {
        return;
    };
    let desk = Desk::new();
    for (name, kind, rows) in [
        ("customers", Kind::Parties, 93),
        ("orders", Kind::Orders, 830),
        ("order_details", Kind::OrderLines, 2_155),
        ("products", Kind::Products, 77),
        ("categories", Kind::Categories, 8),
        ("employees", Kind::Parties, 9),
        ("suppliers", Kind::Parties, 29),
        ("shippers", Kind::Parties, 3),
        ("regions", Kind::Unknown, 4),
        ("territories", Kind::Unknown, 53),
        ("employeeterritories", Kind::Unknown, 49),
    ] {
        let receipt = desk.import(&folder.join(format!("{name}.csv.gz")));
        assert_eq!(
            (receipt.kind, receipt.rows, receipt.lost_rows),
            (kind, rows, 0),
            "{name}"
        );
        if name == "order_details" {
            assert_eq!(receipt.amount_exact, "1265793.0395");
            let explained: i64 = receipt
                .differences
                .iter()
                .map(|difference| difference.minor)
                .sum();
            assert_eq!(receipt.amount_minor - explained, 126_579_304);
            assert_eq!(
                receipt.differences[0].name,
                "rounding of 81 lines to the cent"
            );
        }
    }
    assert_eq!(
        desk.number("SELECT COUNT(*) FROM received_parties WHERE kind = 'staff'"),
        9
    );
    assert_eq!(
        desk.number("SELECT COUNT(*) FROM received_parties WHERE kind = 'vendor'"),
        32
    );
}
