//! What the columns of a file are, by their names or as the person says.
//!
//! Enters: column names and wishes. Leaves: the place of each column that is needed.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::error::AnalystError;
use crate::scan::AmountPlace;

/// Columns that the person named; a number stands for a place, the first is 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedColumns {
    /// The customer.
    pub customer: Option<String>,
    /// The day of the order.
    pub day: Option<String>,
    /// The amount.
    pub amount: Option<String>,
}

/// What a file is, with the places of its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One row an order, or a part of one.
    Log {
        customer: usize,
        day: usize,
        amount: AmountPlace,
    },
    /// One row a customer.
    Table {
        customer: Option<usize>,
        x: usize,
        t_x: usize,
        t_obs: usize,
        zbar: Option<usize>,
    },
}

/// Known names by what they mean, from `columns.txt`.
static KNOWN: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("columns.txt").lines();
    let named = lines.filter_map(|line| line.split_once(':'));
    named
        .map(|(word, names)| (word, names.split_whitespace().collect()))
        .collect()
});

/// Decides what a file with these columns is.
pub(crate) fn find_shape(
    path: &str,
    names: &[String],
    asked: &NamedColumns,
) -> Result<Shape, AnalystError> {
    let plain: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
    let known = |word: &str| find_known(&plain, word);
    let wanted = |asked: &Option<String>, word: &str| match asked {
        Some(name) => find_asked(path, names, name).map(Some),
        None => Ok(known(word)),
    };
    let customer = wanted(&asked.customer, "customer")?;
    if let (Some(x), Some(t_x), Some(t_obs), None) =
        (known("x"), known("tx"), known("tobs"), &asked.day)
    {
        return Ok(Shape::Table {
            customer,
            x,
            t_x,
            t_obs,
            zbar: wanted(&asked.amount, "zbar")?,
        });
    }
    let missing = |what, option| AnalystError::NoColumn {
        path: path.to_owned(),
        what,
        columns: names.join(", "),
        option,
    };
    let customer = customer.ok_or_else(|| missing("customer", "--customer-column"))?;
    let day =
        wanted(&asked.day, "day")?.ok_or_else(|| missing("day of the order", "--date-column"))?;
    let factors = known("quantity").zip(known("unitprice"));
    let amount = match (wanted(&asked.amount, "amount")?, factors) {
        // A price beside a quantity is that of one piece.
        (Some(amount), Some((quantity, price))) if asked.amount.is_none() && amount == price => {
            AmountPlace::Product(quantity, price)
        }
        (Some(amount), _) => AmountPlace::Column(amount),
        (None, Some((quantity, price))) => AmountPlace::Product(quantity, price),
        (None, None) => AmountPlace::Nowhere,
    };
    Ok(Shape::Log {
        customer,
        day,
        amount,
    })
}

/// The column with the likeliest of the known names.
fn find_known(plain: &[String], word: &str) -> Option<usize> {
    let names = KNOWN.get(word)?;
    names
        .iter()
        .find_map(|name| plain.iter().position(|own| own == name))
}

/// The place of a column by the name that was given, or else by the usual names of what it holds.
pub(crate) fn find_by_name(names: &[String], asked: Option<&str>, word: &str) -> Option<usize> {
    let by_asked = names.iter().position(|name| Some(name.as_str()) == asked);
    by_asked.or_else(|| {
        let plain: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
        find_known(&plain, word)
    })
}

fn find_asked(path: &str, names: &[String], asked: &str) -> Result<usize, AnalystError> {
    let by_name = names.iter().position(|name| name.trim() == asked);
    let by_place = || {
        let place: usize = asked.parse().ok()?;
        place.checked_sub(1).filter(|at| *at < names.len())
    };
    by_name
        .or_else(by_place)
        .ok_or_else(|| AnalystError::NoSuchColumn {
            path: path.to_owned(),
            asked: asked.to_owned(),
            columns: names.join(", "),
        })
}

/// Small letters and digits only.
fn plain_name(name: &str) -> String {
    name.chars()
        .filter(|one| one.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{NamedColumns, Shape, find_shape};
    use crate::scan::AmountPlace;

    fn shape(names: &[&str], asked: &NamedColumns) -> Result<Shape, String> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        find_shape("file.csv", &names, asked).map_err(|error| error.to_string())
    }

    #[test]
    fn the_usual_logs_and_tables_need_no_words() {
        let asked = NamedColumns::default();
        let log = |customer, day, amount| {
            Ok(Shape::Log {
                customer,
                day,
                amount,
            })
        };
        let retail = [
            "InvoiceNo",
            "StockCode",
            "Description",
            "Quantity",
            "InvoiceDate",
            "UnitPrice",
            "CustomerID",
            "Country",
        ];
        assert_eq!(
            shape(&retail, &asked),
            log(6, 4, AmountPlace::Product(3, 5))
        );
        assert_eq!(
            shape(&["customer_id", "date", "cds", "amount"], &asked),
            log(0, 1, AmountPlace::Column(3))
        );
        assert_eq!(
            shape(&["Id", "Date", "Price"], &asked),
            log(0, 1, AmountPlace::Column(2))
        );
        assert_eq!(
            shape(&["Customer", "Order Date", "Qty", "Price"], &asked),
            log(0, 1, AmountPlace::Product(2, 3))
        );
        assert_eq!(
            shape(&["customer", "date"], &asked),
            log(0, 1, AmountPlace::Nowhere)
        );
        let table = Shape::Table {
            customer: Some(0),
            x: 1,
            t_x: 2,
            t_obs: 3,
            zbar: Some(4),
        };
        assert_eq!(
            shape(&["customer_id", "x", "t_x", "T", "zbar"], &asked),
            Ok(table.clone())
        );
        let theirs: Vec<&str> = include_str!("lifetimes_names.txt")
            .trim()
            .split(',')
            .collect();
        assert_eq!(shape(&theirs, &asked), Ok(table));
    }

    #[test]
    fn what_is_missing_is_named_with_the_option_that_helps() {
        let error = shape(&["who", "when"], &NamedColumns::default()).unwrap_err();
        assert!(
            error.contains("customer")
                && error.contains("who, when")
                && error.contains("--customer-column"),
            "{error}"
        );
        let asked = NamedColumns {
            customer: Some("who".into()),
            day: Some("2".into()),
            amount: None,
        };
        assert_eq!(
            shape(&["who", "when"], &asked),
            Ok(Shape::Log {
                customer: 0,
                day: 1,
                amount: AmountPlace::Nowhere
            })
        );
        let asked = NamedColumns {
            amount: Some("money".into()),
            ..asked
        };
        assert!(
            shape(&["who", "when"], &asked)
                .unwrap_err()
                .contains("«money»")
        );
    }
}
