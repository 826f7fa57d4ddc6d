//! Enters: accounts, outcomes, counts and seeds. Leaves: who is left alone, and what contacting did.
//!
//! Whether a campaign paid is a question of comparison: what did the contacted buy that they would
//! not have bought anyway? This library answers it for small bases, where most tools print a figure
//! that is mostly noise. It does no I/O, takes no clock and owns no randomness: seeds are arguments,
//! and the same arguments give the same result for ever.
//!
//! # The story of a campaign
//!
//! **Before.** [`power`] tells what a test of so few accounts could see at all. [`assign()`] leaves a
//! share of accounts alone, one of every block of like accounts, drawn from a seed.
//!
//! **After.** [`srm`] checks that both arms still have the sizes they were drawn with. Then the lift,
//! contacted minus control, as assigned:
//!
//! | outcome | ordinary | small or skewed |
//! |--|--|--|
//! | revenue or contribution per account | [`regression`] on what was known before | [`rerandomise`] |
//! | the same of a few giants | [`paired`] | [`paired`] |
//! | share that came back | [`proportion`], [`chances`] | [`exact`] |
//! | average order value | [`relative::ratio_lift`], never a comparison of buyers only | |
//! | without a past | [`welch()`] | [`permutation`] |
//!
//! [`roi::roi`] turns the lift into money, with its interval. [`relative::relative_lift`] turns it into
//! percent, [`cuped`] into the form other tools report, and [`cap`] shows it without the largest orders.
//!
//! [`sequential`] is for those who look every week, and [`strata`] for arms that came out unlike.
//!
//! **Many segments.** The best of 25 segments is mostly the luckiest. [`shrink`] draws each effect
//! towards the common one as far as its own noise demands, [`pooling`] says how much segments truly
//! differ, [`nested`] lets groups of like effects teach each other, and [`multiple`] keeps claims
//! honest when many are made at once.
//!
//! What the data cannot answer is an [`Error`] in words, never a NaN.
//!
//! # Example
//!
//! ```
//! use experiment::{Arm, Error, Unit, assign, control_share};
//! use experiment::regression::{RobustError, lin_regression};
//! use experiment::roi::roi;
//!
//! # fn main() -> Result<(), Error> {
//! // A firm with 400 accounts and what each of them spent last year, in cents.
//! let last_year: Vec<f64> = (0..400).map(|id| 20_000.0 + 900.0 * f64::from(id % 97)).collect();
//!
//! // Leave every fifth account alone, in blocks of accounts that spend alike.
//! let units: Vec<Unit> =
//!     (0..400).map(|id| Unit { id, sort_key: last_year[id as usize], stratum: 0 }).collect();
//! let assignments = assign(&units, control_share(units.len()), 2026);
//! let mut is_contacted = vec![true; units.len()];
//! for assignment in &assignments {
//!     is_contacted[assignment.id as usize] = assignment.arm == Arm::Contacted;
//! }
//! assert_eq!(is_contacted.iter().filter(|&&z| !z).count(), 80);
//!
//! // A quarter later: accounts spent a fifth of last year's sum, more or less, and those contacted
//! // 15 euros more each.
//! let more_or_less = |id: usize| 4_000.0 * ((id * 37 % 101) as f64 / 101.0 - 0.5);
//! let spent: Vec<f64> = (0..400)
//!     .map(|id| 0.2 * last_year[id] + more_or_less(id) + if is_contacted[id] { 1_500.0 } else { 0.0 })
//!     .collect();
//!
//! // What did contacting do, per account, taking out what last year already told?
//! let result = lin_regression(&spent, &is_contacted, &[&last_year], RobustError::Hc3ByArm, 0.95)?;
//! assert!(result.lift.interval.contains(1_500.0));
//! assert!(result.variance_ratio < 0.5, "last year's spend halves the variance and more");
//!
//! // And did it pay? Contribution is two fifths of revenue; 320 contacts cost 640 euros.
//! let earned = roi(&result.lift.times(0.4)?, 320, 64_000)?;
//! assert!(earned.profit_interval.low > 0.0);
//! # Ok(())
//! # }
//! ```

pub mod assign;
mod basis;
pub mod cap;
mod chance;
pub mod chances;
pub mod cuped;
mod design;
pub mod error;
pub mod exact;
pub mod lift;
pub mod multiple;
pub mod nested;
pub mod paired;
pub mod permutation;
pub mod pooling;
pub mod power;
pub mod proportion;
mod redraw;
pub mod regression;
pub mod relative;
pub mod rerandomise;
pub mod roi;
mod root;
pub mod sample;
pub mod sequential;
pub mod shrink;
pub mod srm;
pub mod strata;
mod tail;
pub mod welch;

pub use assign::{Arm, Assignment, Unit, assign, block_size, control_share};
pub use error::Error;
pub use lift::{Interval, Lift};
pub use sample::Sample;
pub use welch::{welch, welch_from_values};
