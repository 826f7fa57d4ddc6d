//! Newer exports of the same thing, what they changed, and the way back.

use gather::{read_gaps, read_sources, undo};

use crate::desk::{Desk, NOW};

fn orders(rows: &[(u32, &str, &str)]) -> String {
    let mut text = "Order no,Order date,Customer no,Total\n".to_owned();
    for (number, day, total) in rows {
        text += &format!("{number},{day},K{},{total}\n", number % 3);
    }
    text
}

#[test]
fn a_newer_export_says_what_it_added_changed_and_lacks() {
    let desk = Desk::new();
    let first = desk.import_text(orders(&[
        (1, "2026-01-01", "5.00"),
        (2, "2026-01-02", "6.00"),
        (3, "2026-01-03", "7.00"),
    ]));
    assert_eq!((first.changes, first.replaces), (None, None));
    let second = desk.import_text(orders(&[
        (1, "2026-01-01", "5.00"),
        (2, "2026-01-02", "6.50"),
        (4, "2026-01-04", "9.00"),
    ]));
    let changes = second.changes.unwrap();
    assert_eq!(
        (
            changes.added,
            changes.changed,
            changes.same,
            changes.missing
        ),
        (1, 1, 1, 1)
    );
    assert_eq!(second.replaces, Some(first.source_id));
    let layouts = "SELECT COUNT(DISTINCT layout) FROM sources WHERE layout <> ''";
    assert_eq!(desk.number(layouts), 1);
    // What it lacks is still there; taken back, the first export stands alone again.
    assert_eq!(
        desk.number("SELECT COUNT(*) FROM received_lines WHERE order_key = '3'"),
        1
    );
    undo(&desk.store, second.source_id, NOW).unwrap();
    let live = desk.store.read(read_sources).unwrap();
    assert_eq!(
        live.iter()
            .filter(|source| source.undone_at.is_none())
            .count(),
        1
    );
}

#[test]
fn the_next_month_of_the_same_export_replaces_nothing() {
    let desk = Desk::new();
    desk.import_text(orders(&[
        (1, "2026-01-01", "5.00"),
        (2, "2026-01-02", "6.00"),
    ]));
    let second = desk.import_text(orders(&[
        (3, "2026-02-01", "5.00"),
        (4, "2026-02-02", "6.00"),
    ]));
    let changes = second.changes.unwrap();
    assert_eq!(
        (changes.added, changes.missing, second.replaces),
        (2, 0, None)
    );
}

fn shop(years: std::ops::Range<i32>) -> String {
    let mut text = "Order no,Order date,Customer no,Total\n".to_owned();
    let mut number = 0;
    for year in years {
        for month in 1..=12 {
            for day in [1, 9, 17, 25, 28] {
                number += 1;
                text += &format!(
                    "{year}{number:04},{year}-{month:02}-{day:02},K{},{number}.00\n",
                    number % 23
                );
            }
        }
    }
    text
}

#[test]
fn a_file_cut_at_twelve_months_is_told_with_its_date_and_people() {
    let desk = Desk::new();
    desk.import_text(shop(2025..2026));
    desk.import_text("Customer no,Name,Customer since\nK1,A B,2021-03-01\nK2,C D,2022-05-06\nK3,E F,2025-06-01\n");
    let gaps = desk.store.read(|db| read_gaps(db, None)).unwrap();
    let cut = gaps.cut.unwrap();
    assert_eq!(
        (cut.from_day.to_string(), cut.people),
        ("2025-01-01".into(), 2)
    );
    assert!(cut.remedy.contains("2025-01-01"));
}

#[test]
fn a_history_of_years_that_grew_is_not_called_cut_and_its_hole_is_named() {
    let desk = Desk::new();
    let whole = shop(2022..2026);
    let holed: String = whole
        .lines()
        .filter(|line| {
            !line.contains(",2024-03-") && (!line.contains(",2022-01-") || line.contains("-28,"))
        })
        .map(|line| format!("{line}\n"))
        .collect();
    desk.import_text(holed);
    let gaps = desk.store.read(|db| read_gaps(db, None)).unwrap();
    assert!(gaps.cut.is_none(), "{gaps:?}");
    assert_eq!(gaps.months[0].months, ["2024-03"]);
}

#[test]
fn a_file_that_did_not_change_is_not_packed_again_and_one_that_did_is_read() {
    let desk = Desk::new();
    let path = desk.file("orders.csv", orders(&[(1, "2026-01-01", "5.00")]));
    let first = desk.import(&path);
    let original = desk.text("SELECT original FROM sources");
    let kept = desk.folder.path().join("originals").join(original);
    std::fs::remove_file(&kept).unwrap();
    let again = desk.import(&path);
    assert!(again.already && again.source_id == first.source_id);
    assert!(!kept.exists());
    // Taken back it is read again, though it did not change.
    undo(&desk.store, first.source_id, NOW).unwrap();
    let back = desk.import(&path);
    assert!(!back.already && kept.exists());
    let more = orders(&[(1, "2026-01-01", "5.00"), (2, "2026-01-02", "6.00")]);
    std::fs::write(&path, more).unwrap();
    assert_eq!(desk.import(&path).rows, 2);
}
