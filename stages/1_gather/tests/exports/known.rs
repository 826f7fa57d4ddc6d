//! The list of known systems in; tables with rows as they have them out.

use std::collections::BTreeMap;

use super::Table;
use crate::desk::real_data;

/// A value as a column of this meaning has it.
fn value(meaning: &str, example: &str, row: usize) -> String {
    let (month, day) = (
        row % 12 + 1,
        if row.is_multiple_of(3) {
            13 + row % 15
        } else {
            row % 12 + 1
        },
    );
    let plain = |text: &str| text.replace(|c: char| c.is_ascii_digit(), &(row % 10).to_string());
    match meaning {
        "order.number" | "order.source_id" | "order.receipt" | "deal.source_id" => format!(
            "{}{}",
            example.trim_end_matches(|c: char| c.is_ascii_digit()),
            1_000 + row
        ),
        "customer.source_id" | "company.source_id" | "customer.external_id" => {
            format!("C{}", row % 7)
        }
        "contact.email" => format!("p{}@x.example", row % 7),
        "person.full_name" | "billing.name" | "shipping.name" => format!("Ann Field{}", row % 7),
        "person_or_company.name" | "company.name" => format!("Firm {} Ltd", row % 7),
        "person.first_name" => "Ann".into(),
        "person.last_name" => format!("Field{}", row % 7),
        "order.date"
        | "order.paid_at"
        | "customer.created_at"
        | "deal.close_date"
        | "deal.created_at"
        | "interaction.last_at" => {
            if example.contains('/') {
                format!("{day:02}/{month:02}/2026")
            } else {
                format!("2026-{month:02}-{day:02} 10:00:00")
            }
        }
        "order.total" | "order.subtotal" | "order.net" | "line.total" | "line.subtotal"
        | "line.unit_price" | "deal.amount" | "order.gross" => {
            format!(
                "{}{}.50",
                if example.starts_with('$') { "$" } else { "" },
                10 + row
            )
        }
        "line.quantity" => "2".into(),
        "line.product_name" => format!("Thing {}", row % 5),
        "order.payment_status" => {
            if example.is_empty() {
                "completed".into()
            } else {
                example.to_owned()
            }
        }
        "address.postcode" | "billing.postcode" => format!("1000{}", row % 10),
        "contact.phone" => format!("555 010{}", row % 10),
        _ if example.is_empty() => String::new(),
        _ if example.chars().any(|c| c.is_ascii_digit()) && !example.contains(['-', '/']) => {
            plain(example)
        }
        _ => example.to_owned(),
    }
}

/// The exports of the list of known systems with forty rows each; none where the list is missing.
pub(super) fn known_exports() -> Vec<(String, Table)> {
    let Some(folder) = real_data("") else {
        return Vec::new();
    };
    let text = std::fs::read_to_string(folder.join("import_headers.csv")).unwrap();
    let mut files: BTreeMap<String, Vec<(String, String, String)>> = BTreeMap::new();
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        let record = record.unwrap();
        let name = if record[2].starts_with('(') {
            ""
        } else {
            &record[2]
        };
        let column = (name.to_owned(), record[5].to_owned(), record[4].to_owned());
        files
            .entry(format!("{} {}", &record[0], &record[1]))
            .or_default()
            .push(column);
    }
    let table = |columns: &Vec<(String, String, String)>| {
        let header = columns.iter().map(|column| column.0.clone()).collect();
        let row = |at: usize| {
            columns
                .iter()
                .map(|(_, meaning, example)| value(meaning, example, at))
                .collect()
        };
        std::iter::once(header).chain((0..40).map(row)).collect()
    };
    files
        .iter()
        .map(|(name, columns)| (name.clone(), table(columns)))
        .collect()
}
