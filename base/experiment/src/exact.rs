//! Enters: how many of how many came back, in each arm. Leaves: p-values that hold at any count.

use crate::error::Error;
use crate::proportion::Proportion;
use statrs::function::gamma::ln_gamma;

/// Most accounts, both arms together, for which Boschloo's test is worked out.
///
/// Its work grows with the square; at this size the normal approximation agrees to three digits.
pub const BOSCHLOO_LIMIT: u64 = 4_000;

/// Relative distance within which two tables count as equally likely; rounding, as R's fisher.test.
const TIE: f64 = 1e-7;

/// Fisher's exact test, two-sided: how often tables no likelier than this one arise.
///
/// - Formula: Σ P(table) over tables with the same margins and P ≤ P(observed)
/// - Shape: two proportions in, one p-value out
/// - Units: none
/// - Range: 0..=1; conservative, rejects less often than allowed
/// - Errors: none
/// - Source: Fisher 1935; Irwin 1935 for the two-sided rule
/// - Checked: `tests/published.rs`, rows `fisher_exact_two_sided` of scipy (0.12545)
#[must_use]
pub fn fisher(contacted: Proportion, control: Proportion) -> f64 {
    let tables = Tables::of(contacted, control);
    let observed = tables.ln_chance(contacted.yes());
    let unlikely = |&yes: &u64| tables.ln_chance(yes) <= observed + TIE;
    let total: f64 = tables
        .range()
        .filter(unlikely)
        .map(|yes| tables.ln_chance(yes).exp())
        .sum();
    total.min(1.0)
}

/// Boschloo's exact test, two-sided: sharper than Fisher's at the same guarantee.
///
/// - Formula: twice the smaller side; each side the largest chance, over all common shares, of a
///   one-sided Fisher p as small as the one seen
/// - Shape: two proportions in, one p-value out
/// - Units: none
/// - Range: 0..=1, never above twice Fisher's one-sided p
/// - Errors: `TooLarge` above [`BOSCHLOO_LIMIT`] accounts
/// - Source: Boschloo 1970, Statistica Neerlandica 24:1-9
/// - Checked: `tests/published.rs`, rows `boschloo_exact_two_sided` of scipy (0.08757)
pub fn boschloo(contacted: Proportion, control: Proportion) -> Result<f64, Error> {
    let accounts = contacted.n() + control.n();
    if accounts > BOSCHLOO_LIMIT {
        let (count, limit) = (accounts as f64, BOSCHLOO_LIMIT as f64);
        return Err(Error::TooLarge {
            what: "Boschloo's test",
            count,
            limit,
        });
    }
    let smaller =
        one_sided_boschloo(contacted, control).min(one_sided_boschloo(control, contacted));
    Ok((2.0 * smaller).min(1.0))
}

/// Two-by-two tables with the margins of one.
struct Tables {
    n_1: u64,
    n_0: u64,
    yes: u64,
    ln_all: f64,
}

impl Tables {
    fn of(one: Proportion, zero: Proportion) -> Self {
        Self::with_margins(one.n(), zero.n(), one.yes() + zero.yes())
    }

    fn with_margins(n_1: u64, n_0: u64, yes: u64) -> Self {
        Self {
            n_1,
            n_0,
            yes,
            ln_all: ln_choose(n_1 + n_0, yes),
        }
    }

    /// How many yes the first arm can have.
    fn range(&self) -> std::ops::RangeInclusive<u64> {
        self.yes.saturating_sub(self.n_0)..=self.yes.min(self.n_1)
    }

    /// Logarithm of the chance of that many yes in the first arm.
    fn ln_chance(&self, yes_1: u64) -> f64 {
        ln_choose(self.n_1, yes_1) + ln_choose(self.n_0, self.yes - yes_1) - self.ln_all
    }

    /// Chance of at least that many yes in the first arm.
    fn at_least(&self, yes_1: u64) -> f64 {
        let (first, last) = (yes_1, *self.range().end());
        let mut chance = self.ln_chance(first).exp();
        let mut total = chance;
        // Each table from the one before it, which spares three logarithms.
        for yes in first..last {
            let up = (self.n_1 - yes) as f64 * (self.yes - yes) as f64;
            let down = (yes + 1) as f64 * (self.n_0 + yes + 1 - self.yes) as f64;
            chance *= up / down;
            total += chance;
            if chance < f64::EPSILON * total && up < down {
                break;
            }
        }
        total.min(1.0)
    }
}

/// Largest chance, over all common shares, of evidence as strong for the first arm as that seen.
fn one_sided_boschloo(one: Proportion, zero: Proportion) -> f64 {
    let observed = Tables::of(one, zero).at_least(one.yes());
    let limits = rejection_limits(one, zero, observed * (1.0 + TIE));
    let size = |share: f64| rejection_chance(one.n(), zero.n(), &limits, share);
    highest(size).max(0.0)
}

/// For each count of yes in the first arm, how many counts of the second reject: 0, 1, 2, ...
///
/// More yes in the first arm can only strengthen the evidence, so the limit never falls, and one
/// walk along the stairs finds all of them.
fn rejection_limits(one: Proportion, zero: Proportion, p_limit: f64) -> Vec<u64> {
    let mut rejected = 0;
    let mut limits = Vec::with_capacity(one.n() as usize + 1);
    for yes_1 in 0..=one.n() {
        let rejects = |yes_0: u64| {
            Tables::with_margins(one.n(), zero.n(), yes_1 + yes_0).at_least(yes_1) <= p_limit
        };
        while rejected <= zero.n() && rejects(rejected) {
            rejected += 1;
        }
        limits.push(rejected);
    }
    limits
}

/// Chance of landing in the rejected tables when both arms share one true share.
fn rejection_chance(n_1: u64, n_0: u64, limits: &[u64], share: f64) -> f64 {
    let second = binomial_chances(n_0, share);
    let mut below = vec![0.0];
    for chance in second {
        below.push(below[below.len() - 1] + chance);
    }
    let first = binomial_chances(n_1, share);
    first
        .iter()
        .zip(limits)
        .map(|(chance, &limit)| chance * below[limit as usize])
        .sum()
}

/// Chances of 0, 1, .., n yes.
fn binomial_chances(n: u64, share: f64) -> Vec<f64> {
    if share <= 0.0 || share >= 1.0 {
        let certain = if share <= 0.0 { 0 } else { n };
        return (0..=n)
            .map(|yes| f64::from(u8::from(yes == certain)))
            .collect();
    }
    let (ln_yes, ln_no) = (share.ln(), (-share).ln_1p());
    (0..=n)
        .map(|yes| (ln_choose(n, yes) + yes as f64 * ln_yes + (n - yes) as f64 * ln_no).exp())
        .collect()
}

/// Points at which the nuisance share is first looked at; between them the curve is smooth.
const SHARES: u32 = 256;

/// The highest value of a curve over 0..=1: a grid, then golden section around its best point.
fn highest(curve: impl Fn(f64) -> f64) -> f64 {
    let at = |point: u32| f64::from(point) / f64::from(SHARES);
    let (mut best, mut height) = (0, curve(0.0));
    for point in 1..=SHARES {
        let here = curve(at(point));
        if here > height {
            (best, height) = (point, here);
        }
    }
    let golden = (5_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (at(best.saturating_sub(1)), at((best + 1).min(SHARES)));
    for _ in 0..40 {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low));
        if curve(left) > curve(right) {
            high = right;
        } else {
            low = left;
        }
    }
    height.max(curve(low + (high - low) / 2.0))
}

/// Logarithm of the number of ways to choose `k` of `n`.
fn ln_choose(n: u64, k: u64) -> f64 {
    let ln_factorial = |m: u64| ln_gamma(m as f64 + 1.0);
    ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k)
}
