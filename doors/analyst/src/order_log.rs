//! An order log in typed columns, and the customers it tells of.
//!
//! Enters: rows in any order. Leaves: purchases sorted by customer and day, as the models read
//! them.

use clv::Purchase;
use rayon::prelude::*;
use serde::Serialize;

use crate::keys::{CustomerKeys, hash_of};
use crate::scan::AmountPlace;

/// 1900-01-01: an earlier day is a placeholder of some program, not that of an order.
pub(crate) const FIRST_DAY: i32 = -25_567;

/// What is said where no column tells an amount.
const NO_AMOUNTS: &str =
    "no column of amounts was found, so only orders are counted; name one with --amount-column";

/// Rows that are no order, counted by why.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LeftOut {
    /// Rows without a customer.
    pub anonymous: u64,
    /// Rows with an amount below zero: money given back is no order.
    pub refunds: u64,
    /// What these come to: zero or less.
    pub refunded: f64,
    /// Rows of a day before 1900.
    pub too_early: u64,
    /// The line of the first of these.
    pub first_too_early: Option<u64>,
    /// Rows whose day or amount cannot be read.
    pub unreadable: u64,
    /// The line of the first of these.
    pub first_unreadable: Option<u64>,
}

impl LeftOut {
    pub(crate) fn count_unreadable(&mut self, line: u64) {
        self.unreadable += 1;
        self.first_unreadable.get_or_insert(line);
    }

    pub(crate) fn count_too_early(&mut self, line: u64) {
        self.too_early += 1;
        self.first_too_early.get_or_insert(line);
    }

    pub(crate) fn count_refund(&mut self, amount: f64) {
        self.refunds += 1;
        self.refunded += amount;
    }

    /// Adds the counts of a later part of the file, whose lines count from 0.
    pub(crate) fn add(&mut self, later: &LeftOut, first_line: u64) {
        self.anonymous += later.anonymous;
        self.refunds += later.refunds;
        self.refunded += later.refunded;
        self.unreadable += later.unreadable;
        self.too_early += later.too_early;
        let moved = |line: Option<u64>| line.map(|line| first_line + line);
        self.first_unreadable = self.first_unreadable.or(moved(later.first_unreadable));
        self.first_too_early = self.first_too_early.or(moved(later.first_too_early));
    }

    /// What was left out, in plain words; empty when nothing was.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let rows = |count: u64| match count {
            1 => "1 row".to_owned(),
            _ => format!("{count} rows"),
        };
        let mut words = Vec::new();
        if self.anonymous > 0 {
            words.push(format!(
                "left out: {} without a customer",
                rows(self.anonymous)
            ));
        }
        if self.refunds > 0 {
            words.push(format!(
                "left out: {} with an amount below zero ({:.2} in all), for money given back is no \
                 order; values are before returns",
                rows(self.refunds),
                self.refunded
            ));
        }
        if let Some(line) = self.first_too_early {
            words.push(format!(
                "left out: {} of a day before 1900, the first in line {line}",
                rows(self.too_early)
            ));
        }
        if let Some(line) = self.first_unreadable {
            words.push(format!(
                "left out: {} whose day or amount cannot be read, the first in line {line}",
                rows(self.unreadable)
            ));
        }
        words
    }
}

/// An order log, column by column.
#[derive(Clone, Debug, Default)]
pub struct OrderLog {
    /// The customers' keys.
    pub keys: CustomerKeys,
    /// Each row's customer, by number.
    pub customers: Vec<u32>,
    /// Each row's day, since 1970-01-01.
    pub days: Vec<i32>,
    /// Each row's amount.
    pub amounts: Vec<f64>,
    /// Rows read, those left out included.
    pub rows: u64,
    /// Rows that are no order.
    pub left_out: LeftOut,
    /// What was not certain in reading, in plain words.
    pub notes: Vec<String>,
}

impl OrderLog {
    /// Adds a row of a file that somebody else reads: a row without a customer, with an amount
    /// below zero or with an unreadable cell is counted and left out.
    pub fn add(&mut self, line: u64, customer: &str, day: Option<i32>, amount: Option<f64>) {
        self.rows += 1;
        if customer.is_empty() {
            self.left_out.anonymous += 1;
            return;
        }
        match day.zip(amount.filter(|amount| amount.is_finite())) {
            None => self.left_out.count_unreadable(line),
            Some((day, _)) if day < FIRST_DAY => self.left_out.count_too_early(line),
            Some((_, amount)) if amount < 0.0 => self.left_out.count_refund(amount),
            Some((day, amount)) => {
                let number = self
                    .keys
                    .number(customer.as_bytes(), hash_of(customer.as_bytes()));
                self.push(number, day, amount);
            }
        }
    }

    /// Says so where no column tells an amount.
    pub(crate) fn note_missing_amounts(&mut self, amount: AmountPlace) {
        if amount == AmountPlace::Nowhere {
            self.notes.push(NO_AMOUNTS.to_owned());
        }
    }

    pub(crate) fn push(&mut self, customer: u32, day: i32, amount: f64) {
        self.customers.push(customer);
        self.days.push(day);
        self.amounts.push(amount);
    }

    /// The last day on which anybody ordered.
    #[must_use]
    pub fn last_day(&self) -> Option<i32> {
        self.days.par_iter().copied().max()
    }

    /// Whether any order has an amount.
    #[must_use]
    pub fn has_money(&self) -> bool {
        self.amounts.iter().any(|amount| *amount > 0.0)
    }

    /// The purchases by customer and day, and the keys that go with them.
    ///
    /// Customers are numbered densely, so their rows are brought together by counting; only the
    /// few rows of each are then sorted.
    #[must_use]
    pub fn sorted(mut self) -> (CustomerKeys, Vec<Purchase>) {
        let mut ends = vec![0_usize; self.keys.len() + 1];
        for customer in &self.customers {
            ends[*customer as usize + 1] += 1;
        }
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let empty = Purchase {
            customer: 0,
            day: 0,
            amount: 0.0,
        };
        let mut purchases = vec![empty; self.customers.len()];
        let rows = self.customers.iter().zip(&self.days).zip(&self.amounts);
        for ((&customer, &day), &amount) in rows {
            let next = &mut ends[customer as usize];
            purchases[*next] = Purchase {
                customer,
                day,
                amount,
            };
            *next += 1;
        }
        purchases
            .chunk_by_mut(|one, other| one.customer == other.customer)
            .for_each(|own| own.sort_by_key(|purchase| purchase.day));
        self.keys.seal();
        (self.keys, purchases)
    }
}

#[cfg(test)]
mod tests {
    use super::OrderLog;

    #[test]
    fn rows_in_any_order_come_out_by_customer_and_day() {
        let mut log = OrderLog::default();
        for (key, day, amount) in [("b", 5, 1.0), ("a", 3, 2.0), ("b", 2, 3.0), ("a", 3, 4.0)] {
            log.add(1, key, Some(day), Some(amount));
        }
        let (keys, purchases) = log.sorted();
        let flat: Vec<(String, i32, f64)> = purchases
            .iter()
            .map(|one| (keys.key(one.customer).into_owned(), one.day, one.amount))
            .collect();
        let wanted = [("b", 2, 3.0), ("b", 5, 1.0), ("a", 3, 2.0), ("a", 3, 4.0)];
        assert_eq!(
            flat,
            wanted.map(|(key, day, amount)| (key.to_owned(), day, amount))
        );
    }
}
