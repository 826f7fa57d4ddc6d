//! Enters: how many accounts there are and how much they vary. Leaves: what a test of them could see.
//!
//! To be shown before sending: with 500 accounts a single campaign cannot prove a lift of 10 %.

use crate::error::{Error, finite, open_share, positive};
use crate::root::{doubled_until_negative, falling_root};
use crate::tail::{NORMAL_FROM, normal_above, normal_point_above, student_point_above};

/// What is asked of a test.
///
/// Invariant: 0 < alpha < power < 1; only `new` and `usual` make one.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Demand {
    alpha: f64,
    power: f64,
}

impl Demand {
    /// A demand: two-sided error rate, and the chance of seeing a difference that is there.
    ///
    /// The chance must exceed the error rate, which a test of nothing at all already reaches.
    pub fn new(alpha: f64, power: f64) -> Result<Self, Error> {
        open_share("the error rate", alpha)?;
        open_share("the power", power)?;
        if power <= alpha {
            return Err(Error::OutOfRange {
                what: "the power",
                value: power,
                range: "above the error rate",
            });
        }
        Ok(Self { alpha, power })
    }

    /// The trade's usual demand: 5 % false alarms, 80 % of true differences seen.
    #[must_use]
    pub fn usual() -> Self {
        Self {
            alpha: 0.05,
            power: 0.8,
        }
    }

    /// How many standard errors a difference must measure to be seen that often.
    fn reach(self) -> f64 {
        normal_point_above(self.alpha / 2.0) + normal_point_above(1.0 - self.power)
    }
}

/// The smallest true difference per account that a test would see as often as demanded.
///
/// - Formula: (z(1 − α/2) + z(power)) · sd · √(1/n₁ + 1/n₀)
/// - Shape: two counts and a spread in, one difference out
/// - Units: those of `sd`
/// - Range: above 0
/// - Errors: `TooFew` below two accounts an arm; `OutOfRange` for a spread not above 0
/// - Source: textbook normal approximation
/// - Checked: `tests/published.rs`, rows `minimum_detectable_difference_normal` (93.968, 39.620)
pub fn minimum_detectable_difference(
    contacted: u64,
    control: u64,
    sd: f64,
    demand: Demand,
) -> Result<f64, Error> {
    let found = contacted.min(control);
    if found < 2 {
        return Err(Error::TooFew {
            what: "accounts in an arm",
            found,
            needed: 2,
        });
    }
    let spread =
        positive("the spread", sd)? * (1.0 / contacted as f64 + 1.0 / control as f64).sqrt();
    Ok(demand.reach() * spread)
}

/// Smallest effect size asked about: it already takes more accounts than there are people, squared.
const SMALLEST_EFFECT: f64 = 1e-9;

/// Accounts per arm to see a difference of means, by the two-sample t test.
///
/// - Formula: the n at which P(|T| > t(α, 2n − 2)) = power, T noncentral with shift d √(n/2)
/// - Shape: one effect size in, one count per arm out, not rounded
/// - Units: `effect_size` is the difference over the standard deviation
/// - Range: 2 and more
/// - Errors: `OutOfRange` for an effect size below a billionth, which no number of accounts shows
/// - Source: Cohen 1988
/// - Checked: `tests/published.rs`, row `sample_size_two_sample_t` of statsmodels (393.4057)
pub fn sample_size_for_means(effect_size: f64, demand: Demand) -> Result<f64, Error> {
    if positive("the effect size", effect_size)? < SMALLEST_EFFECT {
        return Err(Error::OutOfRange {
            what: "the effect size",
            value: effect_size,
            range: "at least 1e-9",
        });
    }
    let missing = |n: f64| demand.power - t_test_power(n, effect_size, demand.alpha);
    let high = doubled_until_negative(4.0, missing);
    Ok(falling_root(2.0, high, missing))
}

/// Accounts per arm to see a difference of shares.
///
/// - Formula: 2 ((z(1 − α/2) + z(power)) / h)², h = 2 asin √p₁ − 2 asin √p₀
/// - Shape: two shares in, one count per arm out, not rounded
/// - Units: shares 0..=1
/// - Range: above 0
/// - Errors: `OutOfRange` for a share outside 0..=1 or for equal shares
/// - Source: Cohen 1988, chapter 6
/// - Checked: `tests/published.rs`, row `sample_size_proportions_arcsine` of statsmodels (13,767.9)
pub fn sample_size_for_shares(share_1: f64, share_0: f64, demand: Demand) -> Result<f64, Error> {
    for value in [share_1, share_0] {
        if !(0.0..=1.0).contains(&value) {
            return Err(Error::OutOfRange {
                what: "a share",
                value,
                range: "from 0 to 1",
            });
        }
    }
    let effect = 2.0 * (share_1.sqrt().asin() - share_0.sqrt().asin());
    let ratio = demand.reach() / positive("the difference of shares", effect.abs())?;
    Ok(2.0 * ratio * ratio)
}

/// Accounts per arm for the most profit, when the winner is then rolled out to all others.
///
/// Far smaller than a test for significance, because a list is finite and the aim is profit.
///
/// - Formula: √(N/4 · k + (¾ k)²) − ¾ k, k = (response sd / prior sd)²
/// - Shape: three figures in, one count per arm out, not rounded
/// - Units: both spreads in the unit of the outcome
/// - Range: 0 up to N / 3
/// - Errors: `OutOfRange` for a spread not above 0
/// - Source: Feit & Berman 2019, Journal of Marketing Research 56(6), equation for symmetric priors
/// - Checked: `tests/published.rs`, rows `test_and_roll_size_symmetric` (2,283.89, 51.68, 226.31)
pub fn test_and_roll_size(population: u64, response_sd: f64, prior_sd: f64) -> Result<f64, Error> {
    let noise =
        positive("the response's spread", response_sd)? / positive("the prior's spread", prior_sd)?;
    let part = 0.75 * noise * noise;
    let quarter = population as f64 / 4.0 * noise * noise;
    // As a quotient, because the difference of two large roots loses its digits.
    let size = quarter / ((quarter + part * part).sqrt() + part);
    finite("the size", size)
}

/// Chance that a two-sided t test of two arms of `n` sees a difference of `effect` deviations.
fn t_test_power(n: f64, effect: f64, alpha: f64) -> f64 {
    let freedom = 2.0 * n - 2.0;
    let critical = student_point_above(alpha / 2.0, freedom);
    let shift = effect * (n / 2.0).sqrt();
    // T exceeds the critical point when a normal exceeds it times the spread the sample shows.
    mean_over_spread(freedom, |spread| {
        normal_above(critical * spread - shift) + normal_above(critical * spread + shift)
    })
}

/// Steps of Simpson's rule over 24 standard deviations; ten digits for smooth curves.
const STEPS: u32 = 600;

/// Mean of `curve` over √(χ²/freedom), the spread a sample shows when the true one is 1.
fn mean_over_spread(freedom: f64, curve: impl Fn(f64) -> f64) -> f64 {
    if freedom >= NORMAL_FROM {
        return curve(1.0);
    }
    let reach = 12.0 / (2.0 * freedom).sqrt();
    let low = (1.0 - reach).max(0.0);
    let step = (1.0 + reach - low) / f64::from(STEPS);
    // The density needs no constant, for the mean divides by its sum; this keeps it near 1.
    let ln_scale = 0.5 * freedom;
    let (mut total, mut weights) = (0.0, 0.0);
    for i in 0..=STEPS {
        let spread = low + step * f64::from(i);
        let simpson = if i == 0 || i == STEPS {
            1.0
        } else {
            f64::from(2 + 2 * (i % 2))
        };
        let ln_density = (freedom - 1.0) * spread.ln() - 0.5 * freedom * spread * spread + ln_scale;
        let weight = if spread > 0.0 {
            simpson * ln_density.exp()
        } else {
            0.0
        };
        total += weight * curve(spread);
        weights += weight;
    }
    total / weights
}
