//! Enters: outcomes, covariates and the block draw. Leaves: the adjusted lift with an interval and
//! p-values that come from repeating the draw, not from a table.
//!
//! With skewed spend and a small control group Student's t calls too often, and blocks make it too
//! cautious elsewhere. Repeating the very draw that was made, with the very outcomes that came, shows
//! how the estimate scatters in this base under this design.

use crate::assign::Arm;
use crate::chance::Stream;
use crate::design::{Design, Fit};
use crate::error::{Error, open_share, same_length};
use crate::lift::{Interval, Lift};
use crate::redraw::Redraw;
use crate::regression::{AdjustedLift, RobustError, Slopes};

/// A campaign's accounts after it ended; a row per account in every column.
///
/// Keep the rows in one order, for example by id: the same rows in another order are as good an
/// answer from other redraws, not the same bits.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'a> {
    /// What came of each account.
    pub outcomes: &'a [f64],
    /// The arm it got.
    pub arms: &'a [Arm],
    /// The block it was drawn in.
    pub blocks: &'a [u32],
    /// What was known of it before the draw; may be empty.
    pub covariates: &'a [&'a [f64]],
    /// Whether each arm has slopes of its own; common ones are sharper at small counts.
    pub slopes: Slopes,
}

/// A lift judged by repeating its draw.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct RedrawnLift {
    /// The regression's own answer; estimate and standard error are shared.
    pub adjusted: AdjustedLift,
    /// Where the true lift plausibly lies, by the scatter over redraws.
    pub interval: Interval,
    /// Two-sided p-value: twice the smaller side, at most 1.
    pub p_value: f64,
    /// Chance of a lift so high if contacting did nothing.
    pub p_above_zero: f64,
}

/// The adjusted lift with interval and p-values by redrawing the control group.
///
/// The p-values are exact, whatever the skew, for the question whether contacting did anything to
/// anybody. The interval takes the scatter of (estimate − truth) / error from redraws in which each
/// account's outcome without contact is its own less the estimate; it is close, not exact.
///
/// - Formula: t = Lin's estimate / HC3 error; p = (1 + redraws with t as large) / (1 + redraws);
///   interval = estimate − error · (quantiles of t over redraws of y − estimate · contacted)
/// - Shape: one trial, a number of redraws, a seed and a level in, one result out
/// - Units: those of the outcome
/// - Range: p at least 1 / (redraws + 1); the interval need not be symmetric
/// - Errors: as [`crate::regression::lin_regression`]; `LengthsDiffer`; `TooFew` when redraws cannot show the level
/// - Source: Zhao & Ding 2021, Journal of Econometrics 225:278-294 (studentised redraws with Lin's
///   regression); Phipson & Smyth 2010 for the added one
/// - Checked: `tests/simulation.rs` (A/A and coverage), `tests/sharpness.rs` (real customers)
pub fn redrawn_lift(
    trial: &Trial<'_>,
    draws: u32,
    seed: u64,
    level: f64,
) -> Result<RedrawnLift, Error> {
    let tail = (1.0 - open_share("the level", level)?) / 2.0;
    let needed = (1.0 / tail).ceil() as u64;
    if u64::from(draws) + 1 < needed {
        return Err(Error::TooFew {
            what: "draws",
            found: u64::from(draws),
            needed,
        });
    }
    same_length("the arms", trial.outcomes.len(), trial.arms.len())?;
    same_length("the blocks", trial.outcomes.len(), trial.blocks.len())?;
    let is_contacted: Vec<bool> = trial
        .arms
        .iter()
        .map(|&arm| arm == Arm::Contacted)
        .collect();
    let design = |arms: &[bool]| Design::of(arms, trial.covariates, trial.slopes);
    let adjusted = design(&is_contacted)?
        .fit(trial.outcomes, ERROR)?
        .at_level(level)?;
    let Lift {
        estimate,
        standard_error,
        ..
    } = adjusted.lift;
    let without = |(y, &z): (&f64, &bool)| if z { y - estimate } else { *y };
    let undone: Vec<f64> = trial
        .outcomes
        .iter()
        .zip(&is_contacted)
        .map(without)
        .collect();
    let scatter = RedrawnArms::of(trial, &is_contacted).statistics(draws, seed, |arms| {
        let redrawn = design(arms)?;
        Ok((
            statistic(&redrawn.fit(trial.outcomes, ERROR)?),
            statistic(&redrawn.fit(&undone, ERROR)?),
        ))
    })?;
    let observed = estimate / standard_error;
    let (at_least, at_most) = (
        share_beyond(&scatter.0, |t| t >= observed),
        share_beyond(&scatter.0, |t| t <= observed),
    );
    let mut around = scatter.1;
    around.sort_by(f64::total_cmp);
    let end = |share: f64| estimate - standard_error * quantile(&around, share);
    Ok(RedrawnLift {
        adjusted,
        interval: Interval {
            low: end(1.0 - tail),
            high: end(tail),
            level,
        },
        p_value: (2.0 * at_least.min(at_most)).min(1.0),
        p_above_zero: at_least,
    })
}

/// The error by which estimates are divided: redraws need no degrees of freedom.
const ERROR: RobustError = RobustError::Hc3ByArm;

/// Estimate over error.
fn statistic(fit: &Fit) -> f64 {
    fit.estimate / fit.squared_error.sqrt()
}

/// Share of draws, the real one among them, for which `says` holds.
fn share_beyond(statistics: &[f64], says: impl Fn(f64) -> bool) -> f64 {
    let count = statistics.iter().filter(|&&t| says(t)).count();
    (count + 1) as f64 / (statistics.len() + 1) as f64
}

/// Quantile of sorted values by linear interpolation, at the plotting position of n + 1.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = ((sorted.len() + 1) as f64 * share - 1.0).clamp(0.0, (sorted.len() - 1) as f64);
    let (below, part) = (place.floor() as usize, place.fract());
    let above = sorted[(below + 1).min(sorted.len() - 1)];
    sorted[below] + part * (above - sorted[below])
}

/// The block draw with room for the arms of a redraw.
struct RedrawnArms {
    redraw: Redraw,
    arms: Vec<bool>,
}

impl RedrawnArms {
    fn of(trial: &Trial<'_>, is_contacted: &[bool]) -> Self {
        let is_alone: Vec<bool> = is_contacted.iter().map(|z| !z).collect();
        let redraw = Redraw::of(trial.blocks, &is_alone, trial.outcomes);
        Self {
            redraw,
            arms: is_contacted.to_vec(),
        }
    }

    /// Both statistics of every redraw.
    fn statistics(
        mut self,
        draws: u32,
        seed: u64,
        of: impl Fn(&[bool]) -> Result<(f64, f64), Error>,
    ) -> Result<(Vec<f64>, Vec<f64>), Error> {
        let mut stream = Stream::new(seed);
        let (mut under_nothing, mut around_estimate) = (Vec::new(), Vec::new());
        for _ in 0..draws {
            self.arms.fill(true);
            let arms = &mut self.arms;
            self.redraw.draw(&mut stream, |row| arms[row] = false);
            let (nothing, around) = of(&self.arms)?;
            under_nothing.push(nothing);
            around_estimate.push(around);
        }
        Ok((under_nothing, around_estimate))
    }
}
