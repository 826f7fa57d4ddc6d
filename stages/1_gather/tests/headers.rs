//! The names of columns in the exports of fifteen systems, each to be taken for its meaning or to
//! be left alone.

use std::path::Path;

use crate::desk::{Desk, real_data};

/// One column of one export: name, example, meaning, and whether the meaning was confirmed.
struct Column {
    name: String,
    example: String,
    meaning: String,
    confirmed: bool,
}

fn read_exports(list: &Path) -> Vec<(String, Vec<Column>)> {
    let text = std::fs::read_to_string(list).unwrap();
    let mut files: Vec<(String, Vec<Column>)> = Vec::new();
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        let record = record.unwrap();
        let file = format!("{} {}", &record[0], &record[1]);
        let column = Column {
            name: record[2].to_owned(),
            example: record[4].to_owned(),
            meaning: record[5].to_owned(),
            confirmed: &record[6] == "yes",
        };
        match files.last_mut().filter(|(name, _)| *name == file) {
            Some((_, columns)) => columns.push(column),
            None => files.push((file, vec![column])),
        }
    }
    files
}

fn line_of<'cell>(cells: impl Iterator<Item = &'cell str>) -> String {
    let quoted: Vec<String> = cells
        .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
        .collect();
    quoted.join(",") + "\n"
}

/// Right, left alone, and wrong, over all exports, with or without a row of examples.
fn count(
    files: &[(String, Vec<Column>)],
    with_row: bool,
    confirmed: bool,
) -> (usize, usize, Vec<String>) {
    let desk = Desk::new();
    let (mut right, mut alone, mut wrong) = (0, 0, Vec::new());
    for (file, columns) in files {
        let mut text = line_of(columns.iter().map(|column| column.name.as_str()));
        if with_row {
            text += &line_of(columns.iter().map(|column| column.example.as_str()));
        }
        let seen = gather::check(&desk.file("export.csv", text)).unwrap();
        for (column, meaning) in columns.iter().zip(&seen.columns) {
            match meaning.target {
                _ if column.confirmed != confirmed => {}
                None => {
                    alone += 1;
                    println!(
                        "alone: {file} [{:?}]: {} is {}",
                        seen.kind, column.name, column.meaning
                    );
                }
                Some(target) if target.code() == column.meaning => right += 1,
                Some(target) => {
                    let (name, due) = (&column.name, &column.meaning);
                    wrong.push(format!(
                        "{file} [{:?}]: {name} is {due}, not {}",
                        seen.kind,
                        target.code()
                    ));
                }
            }
        }
    }
    println!(
        "confirmed {confirmed}, row {with_row}: {right} right, {alone} alone, {} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    (right, alone, wrong)
}

#[test]
fn confirmed_names_of_known_systems_are_right_or_left_alone() {
    let Some(folder) = real_data("") else { return };
    let files = read_exports(&folder.join("import_headers.csv"));
    for with_row in [false, true] {
        let (right, _, wrong) = count(&files, with_row, true);
        assert!(wrong.is_empty(), "{} wrong", wrong.len());
        assert!(right > 600, "{right} right");
        let (right, _, wrong) = count(&files, with_row, false);
        assert!(
            wrong.len() <= 4 && right > 70,
            "{right} right, {} wrong",
            wrong.len()
        );
    }
}
