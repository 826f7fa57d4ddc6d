//! Enters: outcomes and arms. Leaves: how often the draw alone would have made such a difference.
//!
//! Needs no assumption about how spend is spread, only that the draw was as stated. The exact test
//! visits every draw there could have been; the sampled one repeats the block draw many times.

use crate::assign::Arm;
use crate::chance::Stream;
use crate::error::{Error, finite};
use crate::redraw::Redraw;

/// Most draws the exact test visits; a second or two of work at most.
pub const EXACT_LIMIT: f64 = 5e6;

/// Sums closer than this share of all values count as equal; they differ by rounding alone.
const TIE: f64 = 1e-12;

/// How often the draw alone does as much.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct PermutationP {
    /// Chance of a difference at least as high.
    pub greater: f64,
    /// Chance of a difference at least as low.
    pub less: f64,
    /// Twice the smaller of the two, at most 1: the two-sided p-value to report.
    pub two_sided_doubled: f64,
    /// Chance of a difference at least as far from zero.
    pub two_sided_absolute: f64,
}

/// Draws at least as high, as low, and as far from zero as the one seen.
#[derive(Default)]
struct Tally {
    greater: f64,
    less: f64,
    absolute: f64,
    draws: f64,
}

impl Tally {
    /// Counts one draw by its distance from the expected value.
    fn count(&mut self, distance: f64, observed: f64, tie: f64) {
        self.draws += 1.0;
        self.greater += f64::from(u8::from(distance >= observed - tie));
        self.less += f64::from(u8::from(distance <= observed + tie));
        self.absolute += f64::from(u8::from(distance.abs() >= observed.abs() - tie));
    }

    fn shares(&self) -> PermutationP {
        let (greater, less) = (self.greater / self.draws, self.less / self.draws);
        let two_sided_doubled = (2.0 * greater.min(less)).min(1.0);
        PermutationP {
            greater,
            less,
            two_sided_doubled,
            two_sided_absolute: self.absolute / self.draws,
        }
    }
}

/// The exact permutation test of the difference of means, for simple random draws.
///
/// - Formula: share of all C(n₁ + n₀, n₁) draws with a difference as large
/// - Shape: two columns in, four p-values out
/// - Units: none
/// - Range: above 0, up to 1; all 1 when every outcome is the same
/// - Errors: `TooFew` for an empty arm; `NotFinite`; `TooLarge` above [`EXACT_LIMIT`] draws
/// - Source: Fisher 1935; Pitman 1937
/// - Checked: `tests/published.rs`, rows `permutation_mean_difference_exact` of scipy (435 / 3,432)
pub fn permutation_exact(contacted: &[f64], control: &[f64]) -> Result<PermutationP, Error> {
    let found = contacted.len().min(control.len());
    if found == 0 {
        return Err(Error::TooFew {
            what: "accounts in an arm",
            found: 0,
            needed: 1,
        });
    }
    let all: Vec<f64> = contacted.iter().chain(control).copied().collect();
    let count = number_of_draws(all.len(), found);
    if count > EXACT_LIMIT {
        return Err(Error::TooLarge {
            what: "the exact test",
            count,
            limit: EXACT_LIMIT,
        });
    }
    let centred = centre(&all)?;
    // The smaller arm is drawn; the sum of the other is its negative, for the values are centred.
    let contacted_is_small = contacted.len() == found;
    let sign = if contacted_is_small { 1.0 } else { -1.0 };
    let observed: f64 = centred[..contacted.len()].iter().sum();
    let tie = TIE * centred.iter().map(|x| x.abs()).sum::<f64>();
    let mut tally = Tally::default();
    visit_draws(&centred, found, 0.0, &mut |sum| {
        tally.count(sign * sum, observed, tie)
    });
    Ok(tally.shares())
}

/// Calls `visit` with the sum of every choice of `take` values.
fn visit_draws(values: &[f64], take: usize, sum: f64, visit: &mut impl FnMut(f64)) {
    if take == 0 {
        visit(sum);
        return;
    }
    for first in 0..=values.len() - take {
        visit_draws(&values[first + 1..], take - 1, sum + values[first], visit);
    }
}

/// How many ways there are to draw `take` of `n`.
fn number_of_draws(n: usize, take: usize) -> f64 {
    (0..take).fold(1.0, |ways, i| ways * (n - i) as f64 / (i + 1) as f64)
}

/// The values less their mean.
fn centre(values: &[f64]) -> Result<Vec<f64>, Error> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values
        .iter()
        .map(|value| finite("an outcome", value - mean))
        .collect()
}

/// One account as the sampled test sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The block it was drawn in.
    pub block: u32,
    /// The arm it got.
    pub arm: Arm,
    /// What came of it; or what a regression on the past leaves unexplained, which is sharper.
    pub value: f64,
}

/// The permutation test for block draws: repeats the draw within each block and counts.
///
/// - Formula: (1 + draws with a difference as large) / (1 + draws), within each block the number
///   left alone kept
/// - Shape: one outcome per account in any order, a number of draws and a seed in, p-values out
/// - Units: none
/// - Range: at least 1 / (draws + 1)
/// - Errors: `TooFew` for an empty arm or no draws; `NotFinite`
/// - Source: Phipson & Smyth 2010 for the added one; Rosenberger & Lachin 2016 for blocks
/// - Checked: `tests/exact.rs`, against [`permutation_exact`] and by A/A simulation
pub fn permutation_within_blocks(
    outcomes: &[Outcome],
    draws: u32,
    seed: u64,
) -> Result<PermutationP, Error> {
    let alone: Vec<bool> = outcomes.iter().map(|o| o.arm == Arm::Control).collect();
    let held = alone.iter().filter(|&&z| z).count();
    let found = held.min(alone.len() - held) as u64;
    if found == 0 {
        return Err(Error::TooFew {
            what: "accounts in an arm",
            found,
            needed: 1,
        });
    }
    if draws == 0 {
        return Err(Error::TooFew {
            what: "draws",
            found: 0,
            needed: 1,
        });
    }
    let values = centre(&outcomes.iter().map(|o| o.value).collect::<Vec<_>>())?;
    let blocks: Vec<u32> = outcomes.iter().map(|o| o.block).collect();
    let mut redraw = Redraw::of(&blocks, &alone, &values);
    let expected = redraw.expected_sum(&values);
    let tie = TIE * values.iter().map(|x| x.abs()).sum::<f64>();
    let sum: f64 = values
        .iter()
        .zip(&alone)
        .filter(|&(_, &z)| z)
        .map(|(x, _)| x)
        .sum();
    // A lower sum left alone is a higher lift.
    let observed = expected - sum;
    let (mut tally, mut stream) = (Tally::default(), Stream::new(seed));
    // The draw that happened is one of those that could have.
    tally.count(observed, observed, tie);
    for _ in 0..draws {
        let mut sum = 0.0;
        redraw.draw(&mut stream, |row| sum += values[row]);
        tally.count(expected - sum, observed, tie);
    }
    Ok(tally.shares())
}
