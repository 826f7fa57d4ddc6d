//! Growing, steady or slowing: an account's orders of two spans enter, a tested answer leaves.
//!
//! # The test
//! The last year is set against the year before; a younger account's time is cut in half. Orders
//! come at random at the account's own pace, so that the pace of each span is a gamma variable
//! once its orders are seen, and the logarithm of their ratio is all but normal. The size of
//! orders adds its own ratio and its own doubt. What comes out is the chance that the pace of
//! spending is above what it was, not a raw difference.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use statrs::function::erf::erfc;
use statrs::function::gamma::digamma;
use terms::Day;

use crate::log::order_log::DayEntry;
use crate::log::windows::YEAR_DAYS;

/// Whether an account spends faster than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// Faster, beyond chance.
    Growing,
    /// No difference beyond chance.
    Steady,
    /// Slower, beyond chance.
    Slowing,
}

impl Trend {
    /// The number it is stored as.
    #[must_use]
    pub fn number(self) -> i8 {
        match self {
            Trend::Growing => 1,
            Trend::Steady => 0,
            Trend::Slowing => -1,
        }
    }

    /// The word on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Trend::Growing => "growing",
            Trend::Steady => "steady",
            Trend::Slowing => "slowing",
        }
    }
}

/// How an account's pace of spending changed, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Growth {
    /// The answer.
    pub trend: Trend,
    /// Pace of spending now over the pace before; 1 is no change.
    pub ratio: f64,
    /// Between these the ratio lies with a chance of 80 %.
    pub low80: f64,
    /// See `low80`.
    pub high80: f64,
    /// Chance that the pace is above what it was, 0..=1.
    pub chance_of_growth: f64,
    /// Days of each of the two spans that were compared.
    pub span_days: i32,
}

/// Orders and money of the two spans; the first order of all opens the account and is in neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct GrowthCounts {
    /// 0 for an account too young to compare.
    pub(crate) span_days: i32,
    pub(crate) days_now: u32,
    pub(crate) days_before: u32,
    pub(crate) net_now_minor: i64,
    pub(crate) net_before_minor: i64,
}

/// An account must be half a year old: two spans of a quarter are the least that tells a pace.
const FEWEST_DAYS: i32 = 180;

/// Order days in both spans together below which nothing is said.
const FEWEST_ORDERS: u32 = 3;

/// Chance of being wrong that a trend may have on either side: lists are read by busy people.
const DOUBT: f64 = 0.05;

/// A change smaller than a tenth is steady, however sure it is (owner's choice).
const LEAST_CHANGE: f64 = 0.10;

/// Orders that are added to each span before it is judged: what is seen of an account is drawn
/// a little towards no change, as by a prior of half an order (Jeffreys).
const PRIOR_ORDERS: f64 = 0.5;

/// How much single orders of an account differ: their squared coefficient of variation where too
/// few are known. Measured on Online Retail and the reseller data: 0.4 to 0.7.
const USUAL_SPREAD: f64 = 0.5;

/// Deviations of a normal variable that 80 % lie within.
const EIGHTY_PERCENT: f64 = 1.281_551_565_544_6;

impl GrowthCounts {
    /// Counts an account's log, which rises by day and holds nothing after the as-of day.
    pub(crate) fn of(as_of: Day, first_day: Day, entries: impl Iterator<Item = DayEntry>) -> Self {
        let age = as_of - first_day;
        if age < FEWEST_DAYS {
            return Self::default();
        }
        let span_days = YEAR_DAYS.min(age / 2);
        let mut counts = Self {
            span_days,
            ..Self::default()
        };
        let mut newest = first_day.number();
        for entry in entries.filter(|entry| entry.orders > 0 && entry.day() > first_day) {
            let is_new_day = u32::from(entry.day > newest);
            newest = entry.day;
            match (as_of.number() - entry.day).div_euclid(span_days) {
                0 => {
                    counts.days_now += is_new_day;
                    counts.net_now_minor += entry.net_minor;
                }
                1 => {
                    counts.days_before += is_new_day;
                    counts.net_before_minor += entry.net_minor;
                }
                _ => {}
            }
        }
        counts
    }

    /// The tested answer; none where too little is known to compare.
    ///
    /// - Formula: with n orders in a span, ln pace has mean `ψ(n+½)` and variance `ψ′(n+½)`; the
    ///   two spans are equally long, so that the log ratio of paces is the difference; mean order
    ///   sizes add `ln(z₁/z₀)` with variance `c²(1/n₁+1/n₀)` where both spans have orders.
    /// - Shape: counts of two spans in, one answer out
    /// - Units: the ratio is of money a day
    /// - Range: the ratio is above zero and finite; the chance lies within 0..=1
    /// - Errors: none
    /// - Source: posterior of a Poisson rate under Jeffreys' prior; the log of a gamma variable
    /// - Checked: `steady_accounts_are_seldom_called_anything_else`, by simulation
    pub(crate) fn growth(&self) -> Option<Growth> {
        if self.span_days == 0 || self.days_now + self.days_before < FEWEST_ORDERS {
            return None;
        }
        let [now, before] = [self.days_now, self.days_before].map(f64::from);
        let [pace_now, pace_before] = [self.days_now, self.days_before].map(ln_pace);
        let mut mean = pace_now.0 - pace_before.0;
        let mut variance = pace_now.1 + pace_before.1;
        if self.net_now_minor > 0 && self.net_before_minor > 0 && now > 0.0 && before > 0.0 {
            let size_now = self.net_now_minor as f64 / now;
            let size_before = self.net_before_minor as f64 / before;
            mean += (size_now / size_before).ln();
            variance += USUAL_SPREAD * (1.0 / now + 1.0 / before);
        }
        let deviation = variance.sqrt();
        let chance_of_growth = 0.5 * erfc(-mean / deviation / std::f64::consts::SQRT_2);
        Some(Growth {
            trend: trend_of(mean, chance_of_growth),
            ratio: mean.exp(),
            low80: (mean - EIGHTY_PERCENT * deviation).exp(),
            high80: (mean + EIGHTY_PERCENT * deviation).exp(),
            chance_of_growth,
            span_days: self.span_days,
        })
    }
}

/// Numbers of orders whose paces are kept: nearly everybody's.
const COMMON_ORDERS: u32 = 256;

/// Mean and variance of the logarithm of the pace, of the commonest numbers of orders.
static LN_PACES: LazyLock<Vec<(f64, f64)>> =
    LazyLock::new(|| (0..COMMON_ORDERS).map(ln_pace_of).collect());

/// Mean and variance of the logarithm of the pace behind a number of orders.
fn ln_pace(orders: u32) -> (f64, f64) {
    let kept = LN_PACES.get(orders as usize);
    kept.copied().unwrap_or_else(|| ln_pace_of(orders))
}

fn ln_pace_of(orders: u32) -> (f64, f64) {
    let shape = f64::from(orders) + PRIOR_ORDERS;
    (digamma(shape), trigamma(shape))
}

fn trend_of(ln_ratio: f64, chance_of_growth: f64) -> Trend {
    if ln_ratio >= LEAST_CHANGE.ln_1p() && chance_of_growth >= 1.0 - DOUBT {
        Trend::Growing
    } else if ln_ratio <= (-LEAST_CHANGE).ln_1p() && chance_of_growth <= DOUBT {
        Trend::Slowing
    } else {
        Trend::Steady
    }
}

/// The trigamma function: recurrence up to 8, then the asymptotic series (Abramowitz & Stegun
/// 6.4.12), right to nine digits, which is more than a chance of being wrong needs.
fn trigamma(mut z: f64) -> f64 {
    let mut sum = 0.0;
    while z < 8.0 {
        sum += 1.0 / (z * z);
        z += 1.0;
    }
    let w = 1.0 / (z * z);
    sum + (1.0 + 0.5 / z + w * (1.0 / 6.0 - w * (1.0 / 30.0 - w / 42.0))) / z
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{GrowthCounts, Trend, trigamma};
    use crate::log::order_log::DayEntry;
    use terms::Day;

    fn counts(days_now: u32, days_before: u32, size_now: i64, size_before: i64) -> GrowthCounts {
        GrowthCounts {
            span_days: 365,
            days_now,
            days_before,
            net_now_minor: i64::from(days_now) * size_now,
            net_before_minor: i64::from(days_before) * size_before,
        }
    }

    #[test]
    fn trigamma_equals_published_values() {
        // Abramowitz & Stegun, table 6.1: ψ′(1) = π²/6, ψ′(1.5), ψ′(2).
        for (z, value) in [
            (1.0, 1.644_934_066_8),
            (1.5, 0.934_802_200_5),
            (2.0, 0.644_934_066_8),
        ] {
            assert!((trigamma(z) - value).abs() < 1e-9, "{z}: {}", trigamma(z));
        }
    }

    #[test]
    fn a_few_orders_more_are_chance_and_many_more_are_growth() {
        for (counted, trend) in [
            (counts(4, 2, 100, 100), Some(Trend::Steady)),
            (counts(40, 20, 100, 100), Some(Trend::Growing)),
            (counts(20, 40, 100, 100), Some(Trend::Slowing)),
            (counts(0, 9, 100, 100), Some(Trend::Slowing)),
            (counts(9, 0, 100, 100), Some(Trend::Growing)),
            (counts(30, 30, 250, 100), Some(Trend::Growing)),
            (counts(3_000, 2_900, 100, 100), Some(Trend::Steady)),
            (counts(1, 1, 100, 900), None),
        ] {
            assert_eq!(counted.growth().map(|one| one.trend), trend, "{counted:?}");
        }
    }

    #[test]
    fn the_spans_of_a_young_account_are_halves_of_its_time() {
        let entry = |day| DayEntry {
            day,
            orders: 1,
            net_minor: 10,
            ..DayEntry::default()
        };
        let days = [0, 10, 100, 150, 199, 200];
        let first = Day::from_number(0);
        let of =
            |as_of| GrowthCounts::of(Day::from_number(as_of), first, days.map(entry).into_iter());
        let counted = of(200);
        assert_eq!(
            (counted.span_days, counted.days_before, counted.days_now),
            (100, 2, 3)
        );
        assert_eq!(of(179), GrowthCounts::default());
    }

    /// Marsaglia's xorshift and an exponential gap: enough for a Poisson process.
    fn orders_of_a_year(seed: &mut u64, a_year: f64) -> u32 {
        let (mut time, mut orders) = (0.0, 0);
        loop {
            *seed ^= *seed << 13;
            *seed ^= *seed >> 7;
            *seed ^= *seed << 17;
            let uniform = (*seed >> 11) as f64 / (1_u64 << 53) as f64;
            time -= uniform.max(1e-12).ln() / a_year;
            if time > 1.0 {
                return orders;
            }
            orders += 1;
        }
    }

    #[test]
    fn steady_accounts_are_seldom_called_anything_else() {
        let mut seed = 88_172_645_463_325_252;
        for a_year in [4.0, 12.0, 52.0] {
            let (mut wrong, mut covered, mut told) = (0, 0, 0);
            for _ in 0..4_000 {
                let (now, before) = (
                    orders_of_a_year(&mut seed, a_year),
                    orders_of_a_year(&mut seed, a_year),
                );
                // Sizes alike: their doubt stays in the variance, which errs on the safe side.
                let Some(growth) = counts(now, before, 100, 100).growth() else {
                    continue;
                };
                told += 1;
                wrong += u32::from(growth.trend != Trend::Steady);
                covered += u32::from(growth.low80 <= 1.0 && 1.0 <= growth.high80);
            }
            assert!(wrong * 100 <= told * 10, "{a_year}: {wrong} of {told}");
            assert!(covered * 100 >= told * 78, "{a_year}: {covered} of {told}");
        }
    }
}
