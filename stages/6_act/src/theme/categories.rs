//! Customers who opened a theme and their order lines in; product categories before and after out.

use rusqlite::Connection;
use serde::Serialize;
use store::rusqlite;
use terms::Day;

use crate::ActError;

/// Longest time looked at before and after an opening: half a year, in which most shops' customers
/// come again.
const DAYS_MOST: i32 = 182;

/// Product categories a customer bought in before and after opening a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct CategoryChange {
    /// Customers who opened it and of whom at least a day is known since.
    pub customers: u64,
    /// Categories a customer, in as many days before as are known after.
    pub before: f64,
    /// Categories a customer, in the days after.
    pub after: f64,
    /// Of them, categories the customer had never bought in before.
    pub new: f64,
}

/// Categories of one customer, counted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counted {
    pub(crate) before: i64,
    pub(crate) after: i64,
    pub(crate) new: i64,
}

/// The means over customers.
///
/// - Formula: sum / customers, for each of the three counts
/// - Shape: one row a customer in, three means out
/// - Units: categories a customer
/// - Range: 0 or more
/// - Errors: none; nobody gives zeros
/// - Source: own
/// - Checked: `c87_categories_are_means_over_customers`
pub(crate) fn change_of(rows: &[Counted]) -> CategoryChange {
    let mean = |of: fn(&Counted) -> i64| {
        rows.iter().map(of).sum::<i64>() as f64 / rows.len().max(1) as f64
    };
    CategoryChange {
        customers: rows.len() as u64,
        before: mean(|row| row.before),
        after: mean(|row| row.after),
        new: mean(|row| row.new),
    }
}

/// Reads what customers who opened this theme bought before and after, over equally many days.
pub(crate) fn read_change(
    db: &Connection,
    theme: i64,
    as_of: Day,
) -> Result<CategoryChange, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/categories.opened.sql"))?;
    let opened = statement.query_map((theme, as_of.number()), |row| {
        Ok((row.get::<_, i64>(0)?, Day::from_number(row.get(1)?)))
    })?;
    let opened: Vec<(i64, Day)> = opened.collect::<Result<_, rusqlite::Error>>()?;
    let mut count = db.prepare_cached(include_str!("../../sql/categories.count.sql"))?;
    let mut rows = Vec::with_capacity(opened.len());
    for (account, day) in opened {
        let days = (as_of - day).min(DAYS_MOST);
        if days < 1 {
            continue;
        }
        let asked = (account, day.number(), days);
        rows.push(count.query_row(asked, |row| {
            Ok(Counted {
                before: row.get(0)?,
                after: row.get(1)?,
                new: row.get(2)?,
            })
        })?);
    }
    Ok(change_of(&rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves C87.
    #[test]
    fn c87_categories_are_means_over_customers() {
        let counted = |before, after, new| Counted { before, after, new };
        let change = change_of(&[counted(1, 2, 1), counted(2, 2, 0)]);
        assert_eq!(
            (change.customers, change.before, change.after, change.new),
            (2, 1.5, 2.0, 0.5)
        );
        assert_eq!(change_of(&[]), CategoryChange::default());
    }
}
