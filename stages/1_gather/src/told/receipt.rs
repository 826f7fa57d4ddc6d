//! What an import says when it is done: counts, sums, and every difference by name.
//!
//! Enters: readings, one by one. Leaves: a [`Receipt`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use terms::{Currency, Day};

use crate::columns::kind::Kind;
use crate::columns::meaning::ColumnMeaning;
use crate::rows::line::{LineReading, ReceivedLine};
use crate::rows::sale::Status;
use crate::told::changes::Changes;
use crate::values::amount::Amount;
use crate::values::cells::Problem;

/// Why what was taken in differs from the file's own exact sum, by how much, and on how many rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// In plain words.
    pub name: String,
    /// Taken in less exact, in minor units.
    pub minor: i64,
    /// Rows it comes from.
    pub rows: u64,
}

/// What an import took in.
#[derive(Clone, Debug, Serialize)]
pub struct Receipt {
    /// The number of the source.
    pub source_id: i64,
    /// The file's name.
    pub name: String,
    /// What the table is about.
    pub kind: Kind,
    /// The same file was here before, and nothing was changed.
    pub already: bool,
    /// Rows in the file.
    pub rows: u64,
    /// Cells and rows that could not be read.
    pub problems: u64,
    /// Rows that could not be used at all.
    pub lost_rows: u64,
    /// Sum of what was taken in, each line rounded to minor units.
    pub amount_minor: i64,
    /// The file's own exact sum as a decimal.
    pub amount_exact: String,
    /// The currency of the sums.
    pub currency: Currency,
    /// Every difference between the two sums.
    pub differences: Vec<Difference>,
    /// First day with an order.
    pub first_day: Option<Day>,
    /// Last day with an order.
    pub last_day: Option<Day>,
    /// What each column was taken for.
    pub columns: Vec<ColumnMeaning>,
    /// The earlier export that it brings up to date.
    pub replaces: Option<i64>,
    /// What it changed against earlier exports of the same thing, where there are any.
    pub changes: Option<Changes>,
    /// The first problems.
    pub sample_problems: Vec<Problem>,
}

/// Problems shown on a receipt; the Data page has them all.
pub(crate) const SAMPLE_PROBLEMS: usize = 20;

#[derive(Clone, Copy, Debug, Default)]
struct Part {
    minor: i64,
    rows: u64,
}

/// Adds up a file while it is read.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) rows: u64,
    pub(crate) problems: u64,
    pub(crate) lost_rows: u64,
    exact: Amount,
    counted: Part,
    fractions: u64,
    lost: Part,
    cancelled: Part,
    unpaid: Part,
    test: Part,
    no_sale: Part,
    reductions: Part,
    pub(crate) first_day: Option<Day>,
    pub(crate) last_day: Option<Day>,
    pub(crate) samples: Vec<Problem>,
    months: Months,
}

/// Orders month by month, counted while rows go by: rows of one order follow each other.
#[derive(Debug, Default)]
struct Months {
    counts: BTreeMap<i32, u64>,
    last_order: String,
    last_day: Option<(Day, i32)>,
}

impl Months {
    fn add(&mut self, line: &ReceivedLine) {
        let Some(day) = line.day.filter(|_| line.order_key != self.last_order) else {
            return;
        };
        self.last_order.clone_from(&line.order_key);
        let month = match self.last_day {
            Some((last, month)) if last == day => month,
            _ => {
                let date = day.date();
                i32::from(date.year()) * 12 + i32::from(date.month()) - 1
            }
        };
        self.last_day = Some((day, month));
        *self.counts.entry(month).or_default() += 1;
    }
}

impl Part {
    fn add(&mut self, minor: i64) {
        self.minor += minor;
        self.rows += 1;
    }
}

impl Tally {
    /// Adds one line or the amount of a row that could not be used.
    pub(crate) fn add_line(&mut self, reading: &LineReading, decimals: u32) {
        if let Some(amount) = reading.amount {
            self.exact += amount;
            let minor = amount.minor(decimals).unwrap_or(0);
            let rounded = Amount::from(crate::values::amount::Decimal(
                minor.saturating_mul(10_i64.pow(6 - decimals)),
            ));
            self.fractions += u64::from(rounded != amount);
            match reading.line.as_ref().map(|line| line.status) {
                None if reading.is_no_sale => self.no_sale.add(minor),
                None => self.lost.add(minor),
                Some(Some(Status::Cancelled)) => self.cancelled.add(minor),
                Some(Some(Status::Unpaid)) => self.unpaid.add(minor),
                Some(Some(Status::Test)) => self.test.add(minor),
                Some(None) => self.counted.add(minor),
            }
        }
        if reading
            .line
            .as_ref()
            .is_some_and(|line| line.status.is_none())
        {
            for (_, amount) in &reading.reductions {
                self.reductions.add(amount.minor(decimals).unwrap_or(0));
            }
        }
        if let Some(line) = reading.line.as_ref().filter(|line| line.status.is_none()) {
            self.months.add(line);
        }
        if let Some(day) = reading.line.as_ref().and_then(|line| line.day) {
            self.add_day(day);
        }
    }

    /// Widens the days the file speaks of.
    pub(crate) fn add_day(&mut self, day: Day) {
        self.first_day = Some(self.first_day.map_or(day, |first| first.min(day)));
        self.last_day = Some(self.last_day.map_or(day, |last| last.max(day)));
    }

    /// Adds the problems of one row.
    pub(crate) fn add_problems(&mut self, problems: &[Problem]) {
        self.problems += problems.len() as u64;
        self.lost_rows += u64::from(problems.iter().any(|problem| problem.lost));
        let room = SAMPLE_PROBLEMS.saturating_sub(self.samples.len());
        self.samples.extend(problems.iter().take(room).cloned());
    }

    /// Sum of the lines that count, in minor units.
    pub(crate) fn amount_minor(&self) -> i64 {
        self.counted.minor + self.reductions.minor
    }

    /// Orders month by month, in order of time.
    pub(crate) fn months(&self) -> Vec<(i32, u64)> {
        let months = self.months.counts.iter();
        months.map(|(month, orders)| (*month, *orders)).collect()
    }

    /// The file's own exact sum.
    pub(crate) fn amount_exact(&self) -> String {
        self.exact.to_string()
    }

    /// Every difference between the two; together they explain it to the last minor unit.
    pub(crate) fn differences(&self, currency: Currency) -> Vec<Difference> {
        let exact = self.exact.minor(currency.decimals()).unwrap_or(0);
        let all = [
            &self.counted,
            &self.lost,
            &self.cancelled,
            &self.unpaid,
            &self.test,
            &self.no_sale,
        ]
        .iter()
        .map(|part| part.minor)
        .sum::<i64>();
        let unit = if currency.code() == "GBP" {
            "penny"
        } else {
            "smallest coin"
        };
        let unit = if matches!(currency.code(), "EUR" | "USD") {
            "cent"
        } else {
            unit
        };
        let told = |part: Part, sign: i64, what: &str| {
            (
                format!("{} {what}", lines(part.rows)),
                sign * part.minor,
                part.rows,
            )
        };
        let rounded = format!("rounding of {} to the {unit}", lines(self.fractions));
        let parts = [
            (rounded, all - exact, self.fractions),
            told(self.lost, -1, "that could not be used"),
            told(self.cancelled, -1, "of cancelled orders"),
            told(self.test, -1, "of test orders"),
            told(self.unpaid, -1, "of orders not paid"),
            told(self.no_sale, -1, "of money that moved without a sale"),
            told(
                self.reductions,
                1,
                "of refunds and discounts told beside their order",
            ),
        ];
        let named = parts.into_iter().filter(|(_, _, rows)| *rows > 0);
        named
            .map(|(name, minor, rows)| Difference { name, minor, rows })
            .collect()
    }
}

fn lines(count: u64) -> String {
    let noun = if count == 1 { "line" } else { "lines" };
    format!("{count} {noun}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Tally;
    use crate::rows::line::LineReading;
    use crate::values::amount::{Amount, Decimal};

    #[test]
    fn differences_explain_the_sum_to_the_last_unit() {
        let mut tally = Tally::default();
        for micro in [2_555_000, 10_000_000, -1_004_000] {
            let amount = Some(Amount::from(Decimal(micro)));
            tally.add_line(
                &LineReading {
                    amount,
                    ..LineReading::default()
                },
                2,
            );
        }
        let differences = tally.differences("EUR".parse().unwrap());
        let explained: i64 = differences.iter().map(|difference| difference.minor).sum();
        // Exactly 11.551, nothing of it taken in.
        assert_eq!(tally.amount_exact(), "11.551");
        assert_eq!(tally.amount_minor() - explained, 1_155);
        assert_eq!(differences[0].name, "rounding of 2 lines to the cent");
    }
}
