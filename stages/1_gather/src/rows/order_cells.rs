//! The orders of a file and nothing else: customer, day and amount of every row, stored nowhere.
//!
//! Enters: a path, and the columns a person named. Leaves: the three cells of each row, read as an
//! import would read them, whatever the form, encoding, date order and decimal mark of the file.

use std::path::Path;

use terms::Day;

use crate::asked::answers::Answers;
use crate::columns::date_order::read_day;
use crate::columns::look::{Counted, Looked};
use crate::columns::target::Target;
use crate::error::GatherError;
use crate::files::form::next_filled;
use crate::files::original::{Original, file_name};
use crate::files::row::Row;
use crate::values::number::read_number;

/// Columns that a person named; the others are found by what they are called and hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderColumns {
    /// The customer.
    pub customer: Option<String>,
    /// The day of the order.
    pub day: Option<String>,
    /// The amount.
    pub amount: Option<String>,
}

/// The cells of one row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrderCells<'row> {
    /// The line it stands on, 1 is the first.
    pub line_no: u64,
    /// The customer; empty when the row names none.
    pub customer: &'row str,
    /// The day, if the cell is one.
    pub day: Option<Day>,
    /// The amount, if the cells make one; 0 in a file without amounts.
    pub amount: Option<f64>,
}

/// What tells whose an order is, the surest first.
const CUSTOMERS: [Target; 4] = [
    Target::CustomerId,
    Target::Email,
    Target::PartyName,
    Target::Company,
];

/// What tells what a row comes to, the surest first.
const AMOUNTS: [Target; 3] = [Target::LineTotal, Target::OrderTotal, Target::OrderNet];

/// Where the three cells stand.
struct Places {
    customer: usize,
    day: usize,
    amounts: Vec<usize>,
}

/// Reads the orders of a file row by row; gives what was not certain, in plain words.
///
/// # Errors
/// When the file cannot be read, or has no column for the customer or the day.
pub fn read_orders(
    path: &Path,
    asked: &OrderColumns,
    each: &mut dyn FnMut(OrderCells<'_>),
) -> Result<Vec<String>, GatherError> {
    let original = Original::at(path, &file_name(path))?;
    let looked = Counted::at(&original)?.decide(None, &Answers::default());
    let places = find_places(&looked, &original.name, asked)?;
    let mut rows = looked.rows()?;
    let mut row = Row::default();
    while next_filled(&mut *rows, &mut row)? {
        let cell = |at: usize| row.cell(at).unwrap_or_default().trim();
        let amount = |at: &usize| read_number(cell(*at), looked.layout.numbers[*at]).ok();
        let factors = places
            .amounts
            .iter()
            .map(|at| Some(amount(at)?.value.as_f64()));
        each(OrderCells {
            line_no: row.line_no,
            customer: cell(places.customer),
            day: read_day(cell(places.day), looked.layout.orders[places.day]),
            amount: match places.amounts.is_empty() {
                true => Some(0.0),
                false => factors.product(),
            },
        });
    }
    let day = &looked.layout.meanings[places.day];
    let is_doubtful = day.confidence < SURE;
    Ok(is_doubtful
        .then(|| format!("column «{}»: {}", day.column, day.reason))
        .into_iter()
        .collect())
}

/// Below this confidence the reason is worth telling.
const SURE: f64 = 0.6;

fn find_places(looked: &Looked, name: &str, asked: &OrderColumns) -> Result<Places, GatherError> {
    let by_meaning = |targets: &[Target]| {
        let columns = targets
            .iter()
            .flat_map(|target| looked.layout.columns(*target));
        columns.copied().next()
    };
    let find = |asked: &Option<String>, targets: &[Target], what: &str| match asked {
        None => by_meaning(targets).ok_or_else(|| {
            let columns = looked.names.join(", ");
            GatherError::refused(
                name,
                &format!("no column for the {what} was found among {columns}"),
            )
        }),
        Some(asked) => by_name(&looked.names, asked)
            .ok_or_else(|| GatherError::refused(name, &format!("it has no column «{asked}»"))),
    };
    let amounts = match &asked.amount {
        Some(_) => vec![find(&asked.amount, &[], "amount")?],
        None => match (
            by_meaning(&AMOUNTS),
            by_meaning(&[Target::Quantity]),
            by_meaning(&[Target::UnitPrice]),
        ) {
            (Some(total), ..) => vec![total],
            (None, Some(quantity), Some(price)) => vec![quantity, price],
            _ => Vec::new(),
        },
    };
    Ok(Places {
        customer: find(&asked.customer, &CUSTOMERS, "customer")?,
        day: find(&asked.day, &[Target::OrderDate], "day of the order")?,
        amounts,
    })
}

/// A column by its name, or by its place counted from 1.
fn by_name(names: &[String], asked: &str) -> Option<usize> {
    let place = || asked.parse::<usize>().ok()?.checked_sub(1);
    names
        .iter()
        .position(|name| name.trim() == asked)
        .or_else(|| place().filter(|at| *at < names.len()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{OrderColumns, read_orders};

    #[test]
    fn orders_of_another_dialect_are_read_as_an_import_reads_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bestellungen.csv");
        let mut text = "Kundennummer;Bestelldatum;Betrag\n".to_owned();
        for day in 1..=28 {
            text.push_str(&format!("K{};{day:02}.02.2024;1.234,{day:02}\n", day % 4));
        }
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(&text);
        std::fs::write(&path, bytes).unwrap();
        let mut found = Vec::new();
        let notes = read_orders(&path, &OrderColumns::default(), &mut |cells| {
            found.push((
                cells.customer.to_owned(),
                cells.day.map(|day| day.to_string()),
                cells.amount,
            ));
        });
        assert!(notes.is_ok(), "{notes:?}");
        assert_eq!(found.len(), 28);
        assert_eq!(
            found[13],
            ("K2".into(), Some("2024-02-14".into()), Some(1_234.14))
        );
        let asked = OrderColumns {
            customer: Some("Kunde".into()),
            ..OrderColumns::default()
        };
        let refused = read_orders(&path, &asked, &mut |_| {})
            .unwrap_err()
            .to_string();
        assert!(refused.contains("«Kunde»"), "{refused}");
    }
}
