//! Do order sizes move with time, or with how often somebody orders? Tested, not assumed.
//!
//! Enters: the order log. Leaves: two slopes with standard errors and p-values.

use crate::choosing::behaviour::merge_order_days;
use crate::history::DAYS_PER_WEEK;
use crate::money::spend_record::{SpendIndex, ln_rate};
use crate::summary::Purchase;
use serde::{Deserialize, Serialize};
use statrs::function::erf::erfc;

/// Chance of a false alarm that is taken: one in a hundred, since every base is tested twice.
const SIGNIFICANCE: f64 = 0.01;

/// Customers below which the normal distribution of a slope is not relied upon.
const FEWEST_CUSTOMERS: usize = 50;

/// A slope and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slope {
    /// The slope.
    pub slope: f64,
    /// Its standard error, robust to customers who differ in spread.
    pub standard_error: f64,
    /// Chance of a slope at least as steep where there is none.
    pub p_value: f64,
    /// Customers it rests on.
    pub customers: usize,
}

/// What order sizes depend on besides the customer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpendTrend {
    /// Change of the logarithm of an order's size per week, within customers.
    pub over_time: Option<Slope>,
    /// Change of the logarithm of the mean order size per unit of ln(orders per week), between
    /// customers who came again.
    pub with_rate: Option<Slope>,
    /// What is to be used: zero wherever the test does not speak.
    pub index: SpendIndex,
}

impl Slope {
    fn is_sure(&self) -> bool {
        self.p_value < SIGNIFICANCE
    }

    /// The least-squares slope of centred pairs that come in groups.
    fn of_groups(groups: &[Vec<(f64, f64)>]) -> Option<Self> {
        let pairs = || groups.iter().flatten();
        let spread: f64 = pairs().map(|(x, _)| x * x).sum();
        if groups.len() < FEWEST_CUSTOMERS || spread <= 0.0 {
            return None;
        }
        let slope = pairs().map(|(x, y)| x * y).sum::<f64>() / spread;
        let within = |group: &Vec<(f64, f64)>| {
            let score: f64 = group.iter().map(|(x, y)| x * (y - slope * x)).sum();
            score * score
        };
        let standard_error = groups.iter().map(within).sum::<f64>().sqrt() / spread;
        let z = slope.abs() / standard_error;
        let p_value = if z.is_finite() {
            erfc(z / std::f64::consts::SQRT_2)
        } else {
            1.0
        };
        Some(Self {
            slope,
            standard_error,
            p_value,
            customers: groups.len(),
        })
    }
}

/// Tests whether order sizes move with time and with the order rate, up to a day.
///
/// - Formula: least squares of ln(amount) on weeks around each customer's own means; of ln(mean
///   amount) on ln(orders per week) over customers with two order days or more; standard errors
///   by the sandwich of customers' scores; p by the normal distribution.
/// - Shape: a log sorted by customer and day in, two slopes out.
/// - Units: per week, and per unit of the logarithm of orders per week.
/// - Range: amounts of zero and less are left out; no slope under 50 customers.
/// - Errors: none.
/// - Source: within estimator with clustered errors, Arellano 1987, Oxford Bulletin of Economics
///   and Statistics 49(4).
/// - Checked: `tests/spend.rs` on planted slopes, and on none.
pub fn test_spend_trend(log: &[Purchase], as_of: i32) -> SpendTrend {
    let (mut by_time, mut by_rate) = (Vec::new(), Vec::new());
    for own in log.chunk_by(|one, other| one.customer == other.customer) {
        let days = merge_order_days(own, i32::MIN, as_of);
        let sizes: Vec<(f64, f64)> = days
            .iter()
            .filter(|(_, amount)| *amount > 0.0)
            .map(|(day, amount)| (f64::from(*day) / DAYS_PER_WEEK, amount.ln()))
            .collect();
        if sizes.len() < 2 {
            continue;
        }
        let count = sizes.len() as f64;
        let mean = sizes.iter().map(|(_, size)| size.exp()).sum::<f64>() / count;
        let weeks = f64::from(as_of - days[0].0) / DAYS_PER_WEEK;
        by_rate.push((ln_rate(days.len(), weeks), mean.ln()));
        by_time.push(centred(&sizes));
    }
    let over_time = Slope::of_groups(&by_time);
    let rates: Vec<Vec<(f64, f64)>> = centred(&by_rate).into_iter().map(|one| vec![one]).collect();
    let with_rate = Slope::of_groups(&rates);
    let sure = |slope: Option<Slope>| {
        slope
            .filter(Slope::is_sure)
            .map_or(0.0, |slope| slope.slope)
    };
    SpendTrend {
        over_time,
        with_rate,
        index: SpendIndex {
            per_week: sure(over_time),
            per_ln_rate: sure(with_rate),
            ln_rate: range_of(&by_rate),
        },
    }
}

/// Pairs less their means.
fn centred(pairs: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let count = pairs.len().max(1) as f64;
    let (x, y) = pairs
        .iter()
        .fold((0.0, 0.0), |(x, y), pair| (x + pair.0, y + pair.1));
    pairs
        .iter()
        .map(|pair| (pair.0 - x / count, pair.1 - y / count))
        .collect()
}

/// Mean, smallest and largest first member.
fn range_of(pairs: &[(f64, f64)]) -> [f64; 3] {
    if pairs.is_empty() {
        return [0.0; 3];
    }
    let rates = || pairs.iter().map(|(rate, _)| *rate);
    [
        rates().sum::<f64>() / pairs.len() as f64,
        rates().fold(f64::INFINITY, f64::min),
        rates().fold(f64::NEG_INFINITY, f64::max),
    ]
}
