//! Exports of more than forty formats, with rows as real businesses have them: each comes in without
//! a question and without a lost row.
//!
//! - `systems`: the exports of more systems and how they mark what does not count.
//! - `known`: the list of known systems in; tables of it out.
//! - `sums`: refunds, orders that do not count and decimal commas conserve the sums.

mod known;
mod sums;
mod systems;

use gather::Kind;

use crate::desk::Desk;
use known::known_exports;
use systems::{EXPORTS, fill};

/// A table of texts: the header, then the rows.
type Table = Vec<Vec<String>>;

fn write_table(desk: &Desk, table: &Table, delimiter: char) -> std::path::PathBuf {
    let path = desk.folder.path().join("export.csv");
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter as u8)
        .from_path(&path)
        .unwrap();
    for row in table {
        writer.write_record(row).unwrap();
    }
    writer.flush().unwrap();
    path
}

#[test]
fn exports_of_many_more_systems_come_in_without_a_question() {
    let mut wrong = Vec::new();
    for (name, kind, header, row) in EXPORTS {
        let desk = Desk::new();
        let rows: Vec<String> = (0..40).map(|at| fill(row, at)).collect();
        match desk.try_import(&desk.file("export.csv", format!("{header}\n{}\n", rows.join("\n"))))
        {
            Ok(receipt) if (receipt.kind, receipt.rows, receipt.lost_rows) == (*kind, 40, 0) => {
                let money = matches!(kind, Kind::Orders | Kind::OrderLines);
                if money && receipt.amount_minor <= 0 {
                    wrong.push(format!("{name}: no money: {:?}", receipt.columns));
                }
                let told = desk.number("SELECT (SELECT COUNT(*) FROM received_parties) + (SELECT COUNT(*) FROM received_events) + (SELECT COUNT(*) FROM received_products)");
                if told < 40 {
                    wrong.push(format!("{name}: only {told} told"));
                }
            }
            Ok(receipt) => wrong.push(format!(
                "{name}: {:?}, {} rows, {} lost: {:?}",
                receipt.kind,
                receipt.rows,
                receipt.lost_rows,
                receipt.sample_problems.first()
            )),
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        EXPORTS.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_exports_of_fifteen_systems_come_in_without_a_question() {
    let files = known_exports();
    let mut wrong = Vec::new();
    for (file, table) in &files {
        let desk = Desk::new();
        match desk.try_import(&write_table(&desk, table, ',')) {
            Ok(receipt) if receipt.kind != Kind::Unknown && receipt.lost_rows == 0 => {}
            Ok(receipt) => wrong.push(format!(
                "{file}: {:?}, {} lost: {:?}",
                receipt.kind,
                receipt.lost_rows,
                receipt.sample_problems.first()
            )),
            Err(error) => wrong.push(format!("{file}: {error}")),
        }
    }
    assert!(
        matches!(files.len(), 0 | 28) && wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        files.len(),
        wrong.join("\n")
    );
}
