//! What is known of a customer's spends, and how amounts of different times and rhythms are
//! made comparable.
//!
//! Enters: the order log. Leaves: per customer the counts and means that spend models read.

use crate::choosing::behaviour::{OrderDays, merge_order_days};
use crate::history::DAYS_PER_WEEK;
use crate::money::spend::Spend;
use crate::summary::Purchase;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Share of all order days above whose amount others are cut off in the capped means: one in
/// two hundred, so that a single huge order does not make its account a huge one for ever.
const CUT_OFF_SHARE: f64 = 0.005;

/// What amounts are divided by, and expectations multiplied with: nothing, unless a test has
/// shown that order sizes move with time or with how often somebody orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SpendIndex {
    /// Change of the logarithm of an order's size per week.
    pub per_week: f64,
    /// Change of the logarithm of a customer's mean order size per unit of the logarithm of
    /// the own order rate.
    pub per_ln_rate: f64,
    /// The logarithm of the rate at which the index is one, and the range it was learnt over.
    pub ln_rate: [f64; 3],
}

/// One customer's spends up to a day, divided by the index.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpendRecord {
    /// All order days.
    pub all: Spend,
    /// All but the first.
    pub repeat: Spend,
    /// Those with more than nothing.
    pub positive: Spend,
    /// All, each cut off at what only one in two hundred exceeds.
    pub capped: Spend,
    /// Sum of squared deviations of the capped amounts from their mean.
    pub scatter: f64,
    /// What an expectation must be multiplied with as of the day of the record.
    pub factor: f64,
}

impl SpendIndex {
    /// The factor of a customer with so many order days over so many weeks.
    fn factor_of_rate(&self, order_days: usize, weeks: f64) -> f64 {
        let [middle, low, high] = self.ln_rate;
        let own = ln_rate(order_days, weeks).clamp(low, high.max(low));
        (self.per_ln_rate * (own - middle)).exp()
    }
}

/// The logarithm of order days per week, a week added so that newcomers have one.
pub(crate) fn ln_rate(order_days: usize, weeks: f64) -> f64 {
    (order_days as f64 / (weeks + 1.0)).ln()
}

/// The spends of every customer of a sorted log who had ordered by `as_of`, in log order.
///
/// - Formula: per order day the sum of amounts, divided by the index; counts and means of all,
///   the repeat, the positive, the capped ones.
/// - Shape: purchases sorted by customer and day in, one record per customer out.
/// - Units: the money unit of the log.
/// - Range: any amounts, also zero and negative ones.
/// - Errors: none; amounts that are not finite count as nothing.
/// - Source: definition.
/// - Checked: `tests/spend.rs`.
pub fn spend_records(log: &[Purchase], as_of: i32, index: &SpendIndex) -> Vec<SpendRecord> {
    let owners: Vec<&[Purchase]> = log
        .chunk_by(|one, other| one.customer == other.customer)
        .filter(|own| own[0].day <= as_of)
        .collect();
    let indexed: Vec<(OrderDays, f64)> = owners
        .par_iter()
        .map(|own| indexed_days(own, as_of, index))
        .collect();
    let cap = cut_off(
        indexed
            .iter()
            .flat_map(|(days, _)| days)
            .map(|(_, amount)| *amount),
    );
    indexed
        .par_iter()
        .map(|(days, factor)| record(days, *factor, cap))
        .collect()
}

/// A customer's order days with amounts divided by the index, and the factor as of the day.
fn indexed_days(own: &[Purchase], as_of: i32, index: &SpendIndex) -> (OrderDays, f64) {
    let mut days = merge_order_days(own, i32::MIN, as_of);
    let weeks = f64::from(as_of - days[0].0) / DAYS_PER_WEEK;
    let factor = index.factor_of_rate(days.len(), weeks);
    for (day, amount) in &mut days {
        let ago = f64::from(as_of - *day) / DAYS_PER_WEEK;
        *amount /= factor * (-index.per_week * ago).exp();
        if !amount.is_finite() {
            *amount = 0.0;
        }
    }
    (days, factor)
}

fn record(days: &OrderDays, factor: f64, cap: f64) -> SpendRecord {
    let amounts = || days.iter().map(|(_, amount)| *amount);
    let capped = mean_of(amounts().map(|amount| amount.clamp(-cap, cap)));
    SpendRecord {
        all: mean_of(amounts()),
        repeat: mean_of(amounts().skip(1)),
        positive: mean_of(amounts().filter(|amount| *amount > 0.0)),
        capped,
        scatter: amounts()
            .map(|amount| (amount.clamp(-cap, cap) - capped.mean()).powi(2))
            .sum(),
        factor,
    }
}

fn mean_of(amounts: impl Iterator<Item = f64>) -> Spend {
    let (count, sum) = amounts.fold((0, 0.0), |(count, sum), amount| (count + 1, sum + amount));
    // A sum of finite amounts that overflows is as good as not known.
    Spend::from_sum(count, sum).unwrap_or_else(|_| Spend::unknown())
}

/// The size that only one amount in two hundred exceeds.
fn cut_off(amounts: impl Iterator<Item = f64>) -> f64 {
    let mut sizes: Vec<f64> = amounts.map(f64::abs).collect();
    if sizes.is_empty() {
        return 0.0;
    }
    let at = ((1.0 - CUT_OFF_SHARE) * (sizes.len() - 1) as f64).ceil() as usize;
    *sizes.select_nth_unstable_by(at, f64::total_cmp).1
}
