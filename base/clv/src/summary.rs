//! From an order log to the columns the models read.
//!
//! Enters: purchases sorted by customer and day, and the as-of day. Leaves: one row per
//! customer who had ordered by then, as parallel columns.

use crate::history::{DAYS_PER_WEEK, History};
use crate::money::spend::{Spend, SpendError};

/// One line of an order log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Purchase {
    /// The customer, by the caller's own index.
    pub customer: u32,
    /// Days since any fixed date.
    pub day: i32,
    /// What was spent, in the caller's money unit; may be zero or negative.
    pub amount: f64,
}

/// One row per customer, column by column; the same position is the same customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The caller's customer index, rising.
    pub customers: Vec<u32>,
    /// The day of the first order.
    pub first_days: Vec<i32>,
    /// Repeat orders, age at last order, customer age.
    pub histories: Vec<History>,
    /// Number and mean spend of the repeat order days, the first day left out.
    pub repeat_spends: Vec<Spend>,
    /// Number and mean spend of all order days, the first day included.
    pub all_spends: Vec<Spend>,
    /// Sum of the natural logarithms of the gaps between order days, in weeks.
    ///
    /// Only the Erlang models need it; zero for customers without a repeat order.
    pub ln_gap_sums: Vec<f64>,
}

/// Why a log could not be summarised.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum SummaryError {
    /// The log is not sorted.
    #[error("purchase {row} stands before its predecessor; sort the log by customer, then by day")]
    Unsorted {
        /// Position in the log, counted from 0.
        row: usize,
    },
    /// An amount is NaN or infinite, or a sum of them overflows.
    #[error("purchase {row} has an amount that is not a number; correct it or leave the row out")]
    NotAnAmount {
        /// Position in the log, counted from 0.
        row: usize,
    },
}

/// Summarises a sorted order log as of the end of the day `as_of`.
///
/// - Formula: `x` = distinct order days less one, `t_x` = (last − first)/7,
///   `T` = (as_of − first)/7, mean spend = sum of amounts of the days / number of days.
/// - Shape: purchases in, one row per customer with an order by `as_of` out, in log order.
/// - Units: days in, weeks out; money as it came.
/// - Range: purchases after `as_of` are ignored, amounts of one day are added up.
/// - Errors: an unsorted log, an amount that is not finite.
/// - Source: Fader, Hardie & Lee 2005, "RFM and CLV", Journal of Marketing Research 42.
/// - Checked: `tests/rfm.rs`, twelve published counts of the CDNOW sample.
///
/// ```
/// use clv::{Purchase, summarise};
///
/// let buy = |customer, day, amount| Purchase { customer, day, amount };
/// let log = [buy(7, 0, 20.0), buy(7, 14, 5.0), buy(7, 14, 7.0), buy(9, 3, 50.0)];
/// let summary = summarise(log, 21)?;
/// assert_eq!(summary.customers, [7, 9]);
/// assert_eq!(summary.histories[0].x(), 1, "two purchases on day 14 are one order day");
/// assert_eq!(summary.repeat_spends[0].mean(), 12.0);
/// # Ok::<(), clv::SummaryError>(())
/// ```
pub fn summarise(
    events: impl IntoIterator<Item = Purchase>,
    as_of: i32,
) -> Result<Summary, SummaryError> {
    let mut summary = Summary::default();
    let mut open: Option<OpenAccount> = None;
    let mut previous: Option<(u32, i32)> = None;
    let mut last_row = 0;
    for (row, event) in events.into_iter().enumerate() {
        let key = (event.customer, event.day);
        if previous.is_some_and(|before| before > key) {
            return Err(SummaryError::Unsorted { row });
        }
        if !event.amount.is_finite() {
            return Err(SummaryError::NotAnAmount { row });
        }
        previous = Some(key);
        if event.day > as_of {
            continue;
        }
        match &mut open {
            Some(account) if account.customer == event.customer => account.add(&event),
            _ => close(
                open.replace(OpenAccount::opened_by(&event)),
                as_of,
                last_row,
                &mut summary,
            )?,
        }
        last_row = row;
    }
    close(open, as_of, last_row, &mut summary)?;
    Ok(summary)
}

/// Writes the row of a customer all of whose purchases were read, the last at `last_row`.
fn close(
    account: Option<OpenAccount>,
    as_of: i32,
    last_row: usize,
    summary: &mut Summary,
) -> Result<(), SummaryError> {
    match account {
        Some(done) => done
            .close(as_of, summary)
            .map_err(|_| SummaryError::NotAnAmount { row: last_row }),
        None => Ok(()),
    }
}

/// Counts each customer's distinct order days in the days after `from` up to and including
/// `until`, one number per entry of `customers`, which must rise as in [`Summary::customers`].
///
/// The purchases must be sorted as for [`summarise`]; it is the holdout count that
/// predictions are judged by.
pub fn count_order_days(
    events: impl IntoIterator<Item = Purchase>,
    customers: &[u32],
    from: i32,
    until: i32,
) -> Vec<u32> {
    let mut counts = vec![0; customers.len()];
    let mut at = 0;
    let mut counted: Option<(u32, i32)> = None;
    for event in events {
        let key = (event.customer, event.day);
        if event.day <= from || event.day > until || counted == Some(key) {
            continue;
        }
        while at < customers.len() && customers[at] < event.customer {
            at += 1;
        }
        if customers.get(at) == Some(&event.customer) {
            counts[at] += 1;
            counted = Some(key);
        }
    }
    counts
}

/// The customer whose purchases are being read.
struct OpenAccount {
    customer: u32,
    first_day: i32,
    last_day: i32,
    repeats: u32,
    first_day_sum: f64,
    repeat_sum: f64,
    ln_gap_sum: f64,
}

impl OpenAccount {
    fn opened_by(event: &Purchase) -> Self {
        Self {
            customer: event.customer,
            first_day: event.day,
            last_day: event.day,
            repeats: 0,
            first_day_sum: event.amount,
            repeat_sum: 0.0,
            ln_gap_sum: 0.0,
        }
    }

    fn add(&mut self, event: &Purchase) {
        if event.day > self.last_day {
            self.repeats += 1;
            self.ln_gap_sum += weeks_between(self.last_day, event.day).ln();
            self.last_day = event.day;
        }
        match self.repeats {
            0 => self.first_day_sum += event.amount,
            _ => self.repeat_sum += event.amount,
        }
    }

    fn close(self, as_of: i32, summary: &mut Summary) -> Result<(), SpendError> {
        let t_x = weeks_between(self.first_day, self.last_day);
        let history = History::new(self.repeats, t_x, weeks_between(self.first_day, as_of));
        let Ok(history) = history else {
            unreachable!("days that rise up to the as-of day make a history");
        };
        let repeat_spend = Spend::from_sum(self.repeats, self.repeat_sum)?;
        let all_spend = Spend::from_sum(self.repeats + 1, self.first_day_sum + self.repeat_sum)?;
        summary.customers.push(self.customer);
        summary.first_days.push(self.first_day);
        summary.histories.push(history);
        summary.repeat_spends.push(repeat_spend);
        summary.all_spends.push(all_spend);
        summary.ln_gap_sums.push(self.ln_gap_sum);
        Ok(())
    }
}

fn weeks_between(from: i32, to: i32) -> f64 {
    (f64::from(to) - f64::from(from)) / DAYS_PER_WEEK
}
