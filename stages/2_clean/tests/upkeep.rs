//! The health of the data, and corrections in a spreadsheet.

use std::path::PathBuf;

use calamine::Reader;
use clean::{apply_workbook, read_health, read_workbook, undo_step, write_workbook};
use rust_xlsxwriter::{Formula, Workbook};

use crate::base::{Base, NOW, whole_picture};

fn orders(broken: usize) -> String {
    let mut text = "Order no,Date,Customer no,Email,Amount\n".to_owned();
    for at in 0..200 {
        let amount = if at < broken {
            "n/a".to_owned()
        } else {
            format!("{at}.00")
        };
        text.push_str(&format!("{at},2026-05-05,K{at},c{at}@d.de,{amount}\n"));
    }
    text
}

/// Proves C66.
#[test]
fn c66_breaking_a_tenth_of_a_file_lowers_the_score_and_names_the_effect() {
    let health = |text: &str| {
        let base = Base::new();
        base.take_text("orders.csv", text);
        base.clean();
        base.store.read(read_health).unwrap()
    };
    let (whole, broken) = (health(&orders(0)), health(&orders(20)));
    assert!(
        whole.score - broken.score > 1.0,
        "{} {}",
        whole.score,
        broken.score
    );
    assert!(
        whole
            .defects
            .iter()
            .all(|defect| defect.code != "lost_rows")
    );
    let lost = broken
        .defects
        .iter()
        .find(|defect| defect.code == "lost_rows")
        .unwrap();
    assert_eq!((lost.count, lost.of), (20, 200));
    assert!(lost.effect.contains("make good customers look poor"));
    let no_mail = health(&orders(0).replace("@d.de", ""));
    assert!(whole.score - no_mail.score > 10.0);
    assert!(
        no_mail
            .defects
            .iter()
            .any(|defect| defect.code == "unreachable")
    );
}

/// A workbook as somebody gives it back: changed, sorted the other way round.
fn give_back(from: &PathBuf, to: &PathBuf, change: impl Fn(usize, usize, &str) -> Option<String>) {
    let mut book = calamine::open_workbook_auto(from).unwrap();
    let mut out = Workbook::new();
    for name in ["Customers", "As written"] {
        let range = book.worksheet_range(name).unwrap();
        let sheet = out.add_worksheet().set_name(name).unwrap();
        let count = range.rows().count();
        for (row, cells) in range.rows().enumerate() {
            let place = if row == 0 || name == "As written" {
                row
            } else {
                count - row
            };
            for (column, cell) in cells.iter().enumerate() {
                let text = cell.to_string();
                let changed = (name == "Customers")
                    .then(|| change(row, column, &text))
                    .flatten();
                match changed {
                    Some(new) if new.starts_with('=') => {
                        let formula = Formula::new(&new).set_result("Formula town");
                        sheet
                            .write_formula(place as u32, column as u16, formula)
                            .unwrap();
                    }
                    Some(new) => {
                        sheet
                            .write_string(place as u32, column as u16, new)
                            .unwrap();
                    }
                    None => {
                        sheet
                            .write_string(place as u32, column as u16, text)
                            .unwrap();
                    }
                }
            }
        }
    }
    out.save(to).unwrap();
}

/// Proves C95.
#[test]
fn c95_fifty_cells_changed_in_a_workbook_are_exactly_those_applied_and_taken_back() {
    let base = Base::new();
    let mut text =
        "Customer no,Company,First name,Last name,Email,Street,Town,Postcode\n".to_owned();
    for at in 0..60 {
        text.push_str(&format!(
            "K{at},,Anna{at},Berg{at},a{at}@berg.de,Weg {at},Bonn,53{at:03}\n"
        ));
    }
    base.take_text("crm.csv", &text);
    base.clean();
    let before = whole_picture(&base);
    let (out, back) = (
        base.folder.path().join("out.xlsx"),
        base.folder.path().join("back.xlsx"),
    );
    assert_eq!(write_workbook(&base.store, &out).unwrap(), 60);
    assert_eq!(read_workbook(&base.store, &out).unwrap().changes.len(), 0);
    // Columns: 5 first name, 8 e-mail, 12 city, 17 labels.
    give_back(&out, &back, |row, column, text| match (row, column) {
        (1..=20, 5) => Some(format!("{text}-Maria")),
        (1..=15, 8) => Some(text.replace("berg.de", "neu.de")),
        (1..=9, 12) => Some("Köln".into()),
        (10, 12) => Some("=CONCAT(\"Formula\",\" town\")".into()),
        (1..=5, 17) => Some("VIP".into()),
        _ => None,
    });
    let reading = read_workbook(&base.store, &back).unwrap();
    assert_eq!(
        (reading.changes.len(), reading.problems.len()),
        (50, 0),
        "{:?}",
        reading.problems
    );
    let step = apply_workbook(&base.store, &reading.changes, NOW).unwrap();
    assert_eq!(
        base.number("SELECT COUNT(*) FROM people WHERE first_name LIKE '%-Maria'"),
        20
    );
    assert_eq!(
        base.number(
            "SELECT COUNT(*) FROM contact_points WHERE value LIKE '%neu.de' AND gone_at IS NULL"
        ),
        15
    );
    assert_eq!(
        base.number("SELECT COUNT(*) FROM contact_points WHERE city = 'Köln' AND gone_at IS NULL"),
        9
    );
    assert_eq!(
        base.number(
            "SELECT COUNT(*) FROM contact_points WHERE city = 'Formula town' AND gone_at IS NULL"
        ),
        1
    );
    assert_eq!(base.number("SELECT COUNT(*) FROM tags"), 5);
    // Given back once more it says nothing new; taken back, it says all of it again.
    let again = || read_workbook(&base.store, &back).unwrap();
    assert_eq!((again().changes.len(), again().already), (0, 50));
    undo_step(&base.store, step, NOW).unwrap();
    assert_eq!(whole_picture(&base), before);
    assert_eq!((again().changes.len(), again().already), (50, 0));
}

#[test]
fn a_workbook_that_is_not_ours_is_refused_with_a_reason() {
    let base = Base::new();
    let path = base.folder.path().join("other.xlsx");
    let mut out = Workbook::new();
    out.add_worksheet().write_string(0, 0, "Name").unwrap();
    out.save(&path).unwrap();
    assert!(
        read_workbook(&base.store, &path)
            .unwrap_err()
            .to_string()
            .contains("hidden sheet")
    );
}
