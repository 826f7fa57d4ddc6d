//! Enters: how many of how many came back, in each arm. Leaves: intervals that hold at small counts.

use crate::error::{Error, open_share};
use crate::lift::Interval;
use crate::root::falling_root;
use crate::tail::{normal_above, normal_point_above};

/// How many of how many said yes: bought, came back, redeemed.
///
/// Invariant: `yes` ≤ `n` and `n` ≥ 1; only `new` makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Proportion {
    yes: u64,
    n: u64,
}

impl Proportion {
    /// A proportion; refuses more yes than accounts, and nobody at all.
    pub fn new(yes: u64, n: u64) -> Result<Self, Error> {
        if n == 0 {
            return Err(Error::TooFew {
                what: "accounts in an arm",
                found: 0,
                needed: 1,
            });
        }
        if yes > n {
            return Err(Error::OutOfRange {
                what: "the count of yes",
                value: yes as f64,
                range: "at most n",
            });
        }
        Ok(Self { yes, n })
    }

    /// How many said yes.
    #[must_use]
    pub fn yes(&self) -> u64 {
        self.yes
    }

    /// How many were asked.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// The share that said yes, 0..=1.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.yes as f64 / self.n as f64
    }
}

/// Wilson's score interval for one share.
///
/// - Formula: (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
/// - Shape: one proportion and a level in, one interval out
/// - Units: shares
/// - Range: inside 0..=1; exactly 0 at no yes, exactly 1 at no no
/// - Errors: `OutOfRange` for a level outside (0, 1)
/// - Source: Wilson 1927, JASA 22:209-212
/// - Checked: `tests/published.rs`, rows `wilson_interval` of statsmodels (9 of 60: 0.0810..0.2611)
pub fn wilson(proportion: Proportion, level: f64) -> Result<Interval, Error> {
    let z = normal_point_above((1.0 - open_share("the level", level)?) / 2.0);
    let (n, share) = (proportion.n as f64, proportion.share());
    let centre = share + z * z / (2.0 * n);
    let reach = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    // The ends are exact in theory; rounding must not turn "none" into a tiny share.
    let low = if proportion.yes == 0 {
        0.0
    } else {
        (centre - reach) / scale
    };
    let high = if proportion.yes == proportion.n {
        1.0
    } else {
        (centre + reach) / scale
    };
    Ok(Interval { low, high, level })
}

/// Newcombe's interval for the difference of two shares, from their Wilson intervals.
///
/// - Formula: d − √((p₁ − l₁)² + (u₀ − p₀)²) .. d + √((u₁ − p₁)² + (p₀ − l₀)²)
/// - Shape: two proportions and a level in, one interval out
/// - Units: shares, contacted minus control
/// - Range: inside −1..=1
/// - Errors: `OutOfRange` for a level outside (0, 1)
/// - Source: Newcombe 1998, Statistics in Medicine 17:873-890, method 10
/// - Checked: `tests/published.rs`, rows `newcombe_wilson_difference`; `tests/proportion.rs`
pub fn newcombe(contacted: Proportion, control: Proportion, level: f64) -> Result<Interval, Error> {
    let (share_1, share_0) = (contacted.share(), control.share());
    let (wilson_1, wilson_0) = (wilson(contacted, level)?, wilson(control, level)?);
    let difference = share_1 - share_0;
    let down = (share_1 - wilson_1.low).hypot(wilson_0.high - share_0);
    let up = (wilson_1.high - share_1).hypot(share_0 - wilson_0.low);
    Ok(Interval {
        low: (difference - down).max(-1.0),
        high: (difference + up).min(1.0),
        level,
    })
}

/// Miettinen and Nurminen's score interval for the difference of two shares.
///
/// - Formula: all δ with (p₁ − p₀ − δ)² ≤ z² · N/(N − 1) · (r₁(1 − r₁)/n₁ + r₀(1 − r₀)/n₀), where
///   r₁ = r₀ + δ are the most likely shares at that difference
/// - Shape: two proportions and a level in, one interval out
/// - Units: shares, contacted minus control
/// - Range: inside −1..=1, holds the observed difference
/// - Errors: `OutOfRange` for a level outside (0, 1)
/// - Source: Miettinen & Nurminen 1985, Statistics in Medicine 4:213-226
/// - Checked: `tests/published.rs`, rows `miettinen_nurminen_difference`; `tests/proportion.rs`
pub fn miettinen_nurminen(
    contacted: Proportion,
    control: Proportion,
    level: f64,
) -> Result<Interval, Error> {
    let z = normal_point_above((1.0 - open_share("the level", level)?) / 2.0);
    let difference = contacted.share() - control.share();
    let score = |delta: f64| score_at(contacted, control, delta);
    Ok(Interval {
        low: falling_root(-1.0, difference, |delta| score(delta) - z),
        high: falling_root(difference, 1.0, |delta| score(delta) + z),
        level,
    })
}

/// Two-sided p-value of the pooled z test; the textbook comparison, for large counts only.
///
/// - Formula: z = (p₁ − p₀) / √(p(1 − p)(1/n₁ + 1/n₀)), p the share of both arms together
/// - Shape: two proportions in, one p-value out
/// - Units: none
/// - Range: 0..=1; exactly 1 when nobody or everybody said yes
/// - Errors: none
/// - Source: textbook; at small counts use `exact::boschloo`
/// - Checked: `tests/published.rs`, rows `pooled_z_two_sided` of statsmodels
#[must_use]
pub fn pooled_z_p(contacted: Proportion, control: Proportion) -> f64 {
    let n = (contacted.n + control.n) as f64;
    let pooled = (contacted.yes + control.yes) as f64 / n;
    let spread = pooled * (1.0 - pooled) * (1.0 / contacted.n as f64 + 1.0 / control.n as f64);
    if spread <= 0.0 {
        return 1.0;
    }
    let z = (contacted.share() - control.share()) / spread.sqrt();
    (2.0 * normal_above(z.abs())).min(1.0)
}

/// The score statistic of a supposed true difference; falls as `delta` rises.
fn score_at(contacted: Proportion, control: Proportion, delta: f64) -> f64 {
    let gap = contacted.share() - control.share() - delta;
    let share_0 = likeliest_control_share(contacted, control, delta);
    let share_1 = (share_0 + delta).clamp(0.0, 1.0);
    let (n_1, n_0) = (contacted.n as f64, control.n as f64);
    let total = n_1 + n_0;
    let variance =
        (share_1 * (1.0 - share_1) / n_1 + share_0 * (1.0 - share_0) / n_0) * total / (total - 1.0);
    if gap == 0.0 {
        0.0
    } else {
        // No variance leaves an infinite score with the sign of the gap, as it should be.
        gap / variance.max(0.0).sqrt()
    }
}

/// The control share that makes both counts likeliest if the true difference is `delta`.
fn likeliest_control_share(contacted: Proportion, control: Proportion, delta: f64) -> f64 {
    // The slope of the log-likelihood falls throughout, so bisection finds its only zero, or the
    // edge when a count of none or all pushes it there; the closed cubic loses digits at the edges.
    let slope = |share: f64| {
        let other = share + delta;
        rate(contacted.yes, other) - rate(contacted.n - contacted.yes, 1.0 - other)
            + rate(control.yes, share)
            - rate(control.n - control.yes, 1.0 - share)
    };
    falling_root((-delta).max(0.0), (1.0 - delta).min(1.0), slope)
}

/// Count over share, where none of anything is nothing.
fn rate(count: u64, share: f64) -> f64 {
    if count == 0 {
        0.0
    } else {
        count as f64 / share.max(f64::MIN_POSITIVE)
    }
}
