//! The columns of the tables written: their names, what they hold, and the value of each cell.
//!
//! Enters: a base or its predictions. Leaves: cells, for CSV, Parquet and JSON alike.

use crate::base::Base;
use crate::predict::{CustomerOutlook, Predictions};
use crate::time_unit::TimeUnit;

/// A table of customers, column by column.
pub trait CustomerTable: Sync {
    /// Whose customers these are.
    fn base(&self) -> &Base;
    /// The columns after the customer's key.
    fn columns(&self) -> Vec<Column>;
    /// Appends the values of a row, one per column and all finite.
    fn values(&self, row: usize, into: &mut Vec<f64>);

    /// How many rows there are.
    fn rows(&self) -> usize {
        self.base().customers()
    }

    /// The customer's key.
    fn key(&self, row: usize) -> std::borrow::Cow<'_, str> {
        self.base().key(row)
    }
}

/// A column: its name, and how its numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Places after the point; none for counts.
    pub places: Option<u32>,
}

const fn count(name: &'static str) -> Column {
    Column { name, places: None }
}

const fn number(name: &'static str, places: u32) -> Column {
    Column {
        name,
        places: Some(places),
    }
}

/// The names of a summary: ours, which are the papers', or those of lifetimes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SummaryNames {
    /// `customer_id, x, t_x, T, zbar`
    #[default]
    Papers,
    /// As lifetimes names them.
    Lifetimes,
}

/// The whole number of orders to name, and the ends of the ranges of orders.
const ORDER_RANGES: [&str; 5] = ["whole_orders", "low_80", "high_80", "low_95", "high_95"];

/// The ends of the ranges of value.
const VALUE_RANGES: [&str; 4] = [
    "value_low_80",
    "value_high_80",
    "value_low_95",
    "value_high_95",
];

/// The head of a summary table as lifetimes writes it.
const LIFETIMES_HEAD: &str = include_str!("lifetimes_names.txt");

impl SummaryNames {
    /// The key and the four columns.
    pub(crate) fn names(self) -> [&'static str; 5] {
        let mut names = ["customer_id", "x", "t_x", "T", "zbar"];
        if self == SummaryNames::Lifetimes {
            for (name, theirs) in names.iter_mut().zip(LIFETIMES_HEAD.trim().split(',')) {
                *name = theirs;
            }
        }
        names
    }
}

/// The summary of a base as a table.
#[derive(Debug)]
pub struct SummaryTable<'a> {
    /// The base.
    pub base: &'a Base,
    /// The unit of ages.
    pub time_unit: TimeUnit,
    /// How the columns are called.
    pub names: SummaryNames,
}

impl CustomerTable for SummaryTable<'_> {
    fn base(&self) -> &Base {
        self.base
    }

    fn columns(&self) -> Vec<Column> {
        let [_, x, t_x, t_obs, zbar] = self.names.names();
        let places = age_places(self.time_unit);
        let mut columns = vec![count(x), number(t_x, places), number(t_obs, places)];
        if self.base.has_money {
            columns.push(number(zbar, 6));
        }
        columns
    }

    fn values(&self, row: usize, into: &mut Vec<f64>) {
        push_history(self.base, self.time_unit, row, into);
    }
}

impl CustomerTable for Predictions<'_> {
    fn base(&self) -> &Base {
        self.base
    }

    fn columns(&self) -> Vec<Column> {
        let places = age_places(self.options.time_unit);
        let mut columns = vec![count("x"), number("t_x", places), number("T", places)];
        if self.base.has_money {
            columns.push(number("zbar", 6));
        }
        columns.extend([number("p_alive", 6), number("expected_orders", 6)]);
        if self.options.with_ranges {
            columns.extend(ORDER_RANGES.map(count));
        }
        if self.base.has_money {
            columns.extend([number("expected_spend", 4), number("expected_value", 4)]);
            if self.options.with_ranges {
                columns.extend(VALUE_RANGES.map(|name| number(name, 2)));
            }
        }
        columns
    }

    fn values(&self, row: usize, into: &mut Vec<f64>) {
        push_history(self.base, self.options.time_unit, row, into);
        let CustomerOutlook {
            p_alive,
            expected_orders,
            order_ranges,
            whole_orders,
            expected_spend,
            expected_value,
        } = self.customer(row);
        into.extend([p_alive, expected_orders]);
        into.extend(whole_orders.map(f64::from));
        into.extend(order_ranges.iter().flatten().map(|end| f64::from(*end)));
        into.extend([expected_spend, expected_value].into_iter().flatten());
        into.extend(self.value_ranges(row).into_iter().flatten());
    }
}

fn push_history(base: &Base, unit: TimeUnit, row: usize, into: &mut Vec<f64>) {
    let history = &base.summary.histories[row];
    let times = [history.t_x(), history.t_obs()].map(|weeks| weeks * unit.per_week());
    into.push(f64::from(history.x()));
    into.extend(times);
    if base.has_money {
        into.push(base.summary.repeat_spends[row].mean());
    }
}

/// Days are whole; a day is .142857 weeks.
fn age_places(unit: TimeUnit) -> u32 {
    match unit {
        TimeUnit::Day => 0,
        TimeUnit::Week => 6,
    }
}
