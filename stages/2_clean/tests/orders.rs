//! Orders out of files, once each, to the cent.

use crate::base::Base;

/// Proves C26.
#[test]
fn c26_contacts_and_invoices_of_somebody_without_a_shop_come_together() {
    let base = Base::new();
    base.take_text("invoices.csv", "Rechnungsnummer;Datum;Kunde;Betrag\nR1;31.01.2026;Berg Bau GmbH;1.200,50\nR2;15.02.2026;Otto Lang;99,50\nR3;16.03.2026;Berg Bau;-200,50\n");
    base.take_text("contacts.csv", "Firma;Vorname;Nachname;E-Mail;Straße;PLZ;Ort\nBerg Bau GmbH;Eva;Berg;eva@berg.de;Weg 1;53111;Bonn\n;Otto;Lang;otto@lang.de;;;\n");
    let report = base.clean();
    assert_eq!(
        (base.accounts(), report.orders_new, report.anonymous_orders),
        (2, 3, 0)
    );
    assert_eq!(report.revenue_minor, 109_950);
    assert_eq!(
        base.number("SELECT SUM(net_minor) FROM orders WHERE account_id = 1"),
        100_000
    );
    assert_eq!(
        base.list("SELECT status FROM orders ORDER BY order_key"),
        "kept|kept|refund"
    );
}

#[test]
fn headers_and_lines_join_whichever_file_came_first() {
    let headers = "OrderID,CustomerID,OrderDate,Freight\n1,K1,2026-01-05,4.50\n";
    let lines = "OrderID,ProductID,UnitPrice,Quantity,Discount\n1,9,10.00,3,0.1\n1,8,5.00,1,0\n";
    let products = "ProductID,ProductName,CategoryID,Unit cost\n9,Tea,1,4.00\n8,Cake,1,2.00\n";
    let groups = "CategoryID,CategoryName\n1,Food\n";
    let files = [
        ("h.csv", headers),
        ("l.csv", lines),
        ("p.csv", products),
        ("g.csv", groups),
    ];
    for order in [[0, 1, 2, 3], [1, 0, 3, 2], [2, 3, 1, 0]] {
        let base = Base::new();
        for at in order {
            base.take_text(files[at].0, files[at].1);
            base.clean();
        }
        let order = "SELECT net_minor || ' ' || cost_minor || ' ' || shipping_minor || ' ' || account_id FROM orders";
        assert_eq!(base.list(order), "3200 1400 450 1", "{order:?}");
        assert_eq!(
            base.list("SELECT product || ' ' || category FROM order_lines"),
            "Tea Food|Cake Food"
        );
    }
}

#[test]
fn a_newer_export_with_the_same_orders_counts_them_once() {
    let base = Base::new();
    let header = "Order no,Date,Customer no,Product,Qty,Price each\n";
    base.take_text("may.csv", &format!("{header}1,2026-05-05,K1,Tea,1,4.00\n"));
    base.clean();
    base.take_text(
        "june.csv",
        &format!("{header}1,2026-05-05,K1,Tea,1,4.00\n2,2026-06-05,K1,Tea,2,4.00\n"),
    );
    let report = base.clean();
    assert_eq!((report.orders_new, report.revenue_minor), (1, 1_200));
    assert_eq!(base.number("SELECT COUNT(*) FROM orders"), 2);
}

#[test]
fn an_order_split_over_two_exports_is_one_order_and_each_undo_leaves_the_other_part() {
    let header = "Order no,Date,Customer no,Product,Qty,Price each\n";
    let first = format!(
        "{header}1,2026-05-05,K1,Tea,1,4.00\n2,2026-05-06,K1,Tea,1,4.00\n2,2026-05-06,K1,Cup,1,2.00\n"
    );
    let overlapping = format!(
        "{header}2,2026-05-06,K1,Cup,1,2.00\n2,2026-05-06,K1,Pot,1,9.00\n3,2026-06-05,K2,Tea,2,4.00\n"
    );
    let following = format!("{header}2,2026-05-06,K1,Pot,1,9.00\n3,2026-06-05,K2,Tea,2,4.00\n");
    for second in [&overlapping, &following] {
        for files in [[&first, second], [second, &first]] {
            let base = Base::new();
            for (at, text) in files.into_iter().enumerate() {
                base.take_text(&format!("{at}.csv"), text);
                base.clean();
            }
            let orders = "SELECT order_key || ' ' || net_minor || ' ' || account_id FROM orders ORDER BY order_key";
            let of_second = 2 - i64::from(files[0] == second);
            let told = base.list("SELECT net_minor || '' FROM orders ORDER BY order_key");
            assert_eq!(told, "400|1500|800", "{}", base.list(orders));
            gather::undo(&base.store, of_second, crate::base::NOW).unwrap();
            base.clean();
            let told = base.list("SELECT net_minor || '' FROM orders ORDER BY order_key");
            assert_eq!(told, "400|600");
        }
    }
}

#[test]
fn the_same_number_on_another_day_is_another_order() {
    let base = Base::new();
    base.take_text(
        "shop.csv",
        "Order no,Date,Email,Amount\n1,2026-05-05,a@b.de,4.00\n",
    );
    base.take_text(
        "stall.csv",
        "Order no,Date,Email,Amount\n1,2026-07-09,c@d.de,6.00\n",
    );
    let report = base.clean();
    assert_eq!(
        (report.orders_new, report.revenue_minor, base.accounts()),
        (2, 1_000, 2)
    );
}

#[test]
fn cancelled_and_test_orders_are_kept_and_count_nowhere() {
    let base = Base::new();
    let receipt = base.take_text(
        "shop.csv",
        "Order no,Date,Email,Amount,Status,Mode\n1,2026-05-05,a@b.de,4.00,paid,Live\n2,2026-05-06,a@b.de,5.00,Cancelled,Live\n3,2026-05-07,a@b.de,6.00,paid,Test\n",
    );
    let report = base.clean();
    assert_eq!((report.revenue_minor, receipt.amount_minor), (400, 400));
    assert_eq!(
        base.list("SELECT status FROM orders ORDER BY order_key"),
        "kept|cancelled|test"
    );
}

#[test]
fn orders_of_nobody_stay_without_account() {
    let base = Base::new();
    base.take_text(
        "till.csv",
        "Order no,Date,Product,Qty,Price each\n1,2026-05-05,Tea,1,4.00\n",
    );
    let report = base.clean();
    assert_eq!(
        (
            report.anonymous_orders,
            report.revenue_minor,
            base.accounts()
        ),
        (1, 400, 0)
    );
}

#[test]
fn running_twice_changes_nothing_and_raises_no_revision() {
    let base = Base::new();
    base.take_text(
        "shop.csv",
        "Order no,Date,Email,Amount,Discount code\n1,2026-05-05,a@b.de,4.00,SAVE\n",
    );
    base.clean();
    let before = base.number("SELECT revision FROM accounts");
    let again = base.clean();
    assert_eq!(
        (again.sources, again.orders_new, again.changed_accounts),
        (0, 0, 0)
    );
    assert_eq!(base.number("SELECT revision FROM accounts"), before);
    assert_eq!(base.list("SELECT code FROM orders"), "SAVE");
}
