//! Addresses out to a checker and back, and what is told to be missing.

use clean::{export_addresses, import_addresses, undo_step};

use crate::base::{Base, NOW, whole_picture};

const CRM: &str = "Customer no,First name,Last name,Email,Phone,Street,Town,Postcode,Birthday,Newsletter\n\
    K1,Anna,Berg,a@berg.de,0721 5550101,Weg 1,Bonn,53111,1980-04-03,yes\n\
    K2,Otto,Lang,o@lang.de,,Weg 2,Bonn,53112,,\n\
    K3,Eva,Neu,,0721 5550103,,,,,\n";
const ORDERS: &str = "Order no,Date,Customer no,Amount\n\
    1,2026-05-05,K1,400.00\n2,2026-05-06,K2,50.00\n3,2026-05-07,K3,6.00\n4,2024-01-08,K3,900.00\n";

fn base() -> Base {
    let base = Base::new();
    base.take_text("crm.csv", CRM);
    base.take_text("orders.csv", ORDERS);
    base.clean();
    base
}

#[test]
fn a_checked_address_file_corrects_what_differs_and_can_be_taken_back() {
    let base = base();
    let before = whole_picture(&base);
    let path = base.folder.path().join("addresses.csv");
    assert_eq!(export_addresses(&base.store, &path).unwrap(), 2);
    let sent = std::fs::read_to_string(&path).unwrap();
    let back = import_addresses(&base.store, &path, NOW).unwrap();
    assert_eq!((back.rows, back.corrected, back.unchanged), (2, 0, 2));
    assert_eq!(back.step, None);
    // As a spreadsheet in Europe saves it: marked, parted by semicolons, in another order of rows.
    let mut lines: Vec<String> = sent.lines().map(|line| line.replace(',', ";")).collect();
    let head = lines.remove(0);
    lines.reverse();
    let checked = lines
        .join("\n")
        .replace("Weg 2", "Weg 2a")
        .replace("53112", "53119");
    std::fs::write(
        &path,
        format!("\u{feff}{head}\n{checked}\n999;1;Nobody;;;;;\n"),
    )
    .unwrap();
    let back = import_addresses(&base.store, &path, NOW).unwrap();
    assert_eq!((back.rows, back.corrected, back.unchanged), (3, 1, 1));
    assert_eq!(back.problems, ["row 3: no such address"]);
    let post = "SELECT street || ', ' || postcode FROM contact_points
                WHERE kind = 'post' AND gone_at IS NULL ORDER BY account_id";
    assert_eq!(base.list(post), "Weg 1, 53111|Weg 2a, 53119");
    undo_step(&base.store, back.step.unwrap(), NOW).unwrap();
    assert_eq!(whole_picture(&base), before);
    std::fs::write(&path, "street,city\nWeg 9,Bonn\n").unwrap();
    let refused = import_addresses(&base.store, &path, NOW).unwrap_err();
    assert!(refused.to_string().contains("address_id"), "{refused}");
}

#[test]
fn missing_fields_count_customers_and_what_they_spent_lately() {
    let base = base();
    let gaps = base.store.read(|db| gather::read_gaps(db, None)).unwrap();
    let told: Vec<(&str, u64, u64, i64)> = gaps
        .missing
        .iter()
        .map(|one| (one.field.as_str(), one.missing, one.of, one.spent_minor))
        .collect();
    // The most money first; what was bought more than a year before the last order counts not.
    assert_eq!(
        told,
        [
            ("cost", 3, 3, 45_600),
            ("birthday", 2, 3, 5_600),
            ("consent", 1, 2, 5_000),
            ("phone", 1, 3, 5_000),
            ("email", 1, 3, 600),
            ("post", 1, 3, 600),
        ]
    );
}
