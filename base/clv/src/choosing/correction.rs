//! A learnt correction on top of a forecast, with a guard that switches it off.
//!
//! Enters: at past origins what was foretold, what was seen of the customers, what came.
//! Leaves: boosted trees and how far to trust them, or nothing.
//!
//! # The guard
//! What is learnt from a base that is still young is how newcomers behave, and it does not
//! last: on the 19-week-old CDNOW base a correction of half as much again was right then and
//! 33 % too much afterwards. So it takes two mature origins, and a gain on customers that the
//! trees have not seen.

use crate::choosing::behaviour::FEATURES;
use crate::choosing::boosting::{BoostedFactor, Row};
use crate::choosing::ensemble::{Aim, Loss};
use crate::choosing::origin::Origin;
use serde::{Deserialize, Serialize};

/// Mature origins without which nothing is corrected.
const FEWEST_ORIGINS: usize = 2;

/// How far the trees may be trusted: half the way, or all of it.
const STRENGTHS: [f64; 2] = [0.5, 1.0];

/// Share of the error that a correction must take away to be applied (on the reference logs
/// differences below one percent change sign from window to window).
const LEAST_GAIN: f64 = 0.01;

/// Expected orders below which an expectation is not corrected further down.
const LEAST_EXPECTED: f64 = 1e-6;

/// Eighths of the customers; the trees that judge one have learnt from the others, and are nearly those
/// that learn from all.
const FOLDS: usize = 8;

/// Customers below which an origin teaches nothing: on two hundred the trees learnt accidents.
const FEWEST_CUSTOMERS: usize = 500;

/// Trees and the share of their logarithm that is applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Correction {
    trees: BoostedFactor,
    strength: f64,
}

/// An origin with what was foretold for its customers.
pub(crate) struct Lesson<'a> {
    /// The origin.
    pub(crate) origin: &'a Origin,
    /// Expected orders per judged customer.
    pub(crate) foretold: Vec<f64>,
}

impl Correction {
    /// The factor of a customer's expectation.
    pub(crate) fn factor(&self, row: &Row<FEATURES>) -> f64 {
        (self.strength * self.trees.ln_factor(row)).exp()
    }
}

/// Learns a correction where the guard lets it; also gives what it would have foretold for
/// each lesson's customers without having seen them.
pub(crate) fn learn_correction(lessons: &[Lesson<'_>]) -> Option<(Correction, Vec<Vec<f64>>)> {
    let mature: Vec<&Lesson<'_>> = lessons
        .iter()
        .filter(|lesson| lesson.origin.is_mature())
        .filter(|lesson| lesson.foretold.len() >= FEWEST_CUSTOMERS)
        .collect();
    if mature.len() < FEWEST_ORIGINS {
        return None;
    }
    let folds = std::array::from_fn::<_, FOLDS, _>(|fold| {
        fit(&mature, |customer| fold_of(customer) != fold)
    });
    let (strength, _) = STRENGTHS
        .map(|strength| (strength, gain(&mature, &folds, strength)))
        .into_iter()
        .filter(|(_, gain)| *gain > LEAST_GAIN)
        .max_by(|one, other| one.1.total_cmp(&other.1))?;
    let unseen = lessons
        .iter()
        .map(|lesson| corrected(lesson, &folds, strength))
        .collect();
    let trees = fit(&mature, |_| true);
    Some((Correction { trees, strength }, unseen))
}

/// Which eighth of the customers somebody belongs to: three bits of Fibonacci hashing (Knuth, The Art
/// of Computer Programming 3, 6.4), so that neighbours in the log are parted at random.
fn fold_of(customer: u32) -> usize {
    (customer.wrapping_mul(2_654_435_769) >> 29) as usize
}

/// Trees from those customers of all lessons that are admitted.
fn fit(lessons: &[&Lesson<'_>], admitted: impl Fn(u32) -> bool) -> BoostedFactor {
    let (mut rows, mut foretold, mut came) = (Vec::new(), Vec::new(), Vec::new());
    for lesson in lessons {
        let level = level_missed(lesson);
        for (at, customer) in lesson.origin.customers.iter().enumerate() {
            if admitted(*customer) {
                rows.push(lesson.origin.rows[at]);
                foretold.push((level * lesson.foretold[at]).max(LEAST_EXPECTED));
                came.push(lesson.origin.came[at]);
            }
        }
    }
    BoostedFactor::fit(&rows, &foretold, &came)
}

/// What came over what was foretold, all customers together. The trees learn on top of it who orders
/// more than others, not that all do: at 57 cuts of the reference logs the level that was missed at
/// past origins said nothing of the next miss (slope −.2 to .1), and learnt along it made totals
/// worse.
fn level_missed(lesson: &Lesson<'_>) -> f64 {
    let sum = |orders: &[f64]| orders.iter().sum::<f64>().max(1.0);
    sum(&lesson.origin.came) / sum(&lesson.foretold)
}

/// What a lesson's customers would have been foretold by the trees of the other eighths.
fn corrected(lesson: &Lesson<'_>, folds: &[BoostedFactor; FOLDS], strength: f64) -> Vec<f64> {
    let origin = lesson.origin;
    (0..origin.customers.len())
        .map(|at| {
            let trees = &folds[fold_of(origin.customers[at])];
            let factor = (strength * trees.ln_factor(&origin.rows[at])).exp();
            lesson.foretold[at].max(LEAST_EXPECTED) * factor
        })
        .collect()
}

/// Share of the error that the correction takes away on customers the trees have not seen,
/// on average and, so that it is no accident of one, at the worst origin.
fn gain(lessons: &[&Lesson<'_>], folds: &[BoostedFactor; FOLDS], strength: f64) -> f64 {
    let gains: Vec<f64> = lessons
        .iter()
        .map(|lesson| {
            let came = &lesson.origin.came;
            let before = Loss::of(lesson.foretold.iter().copied(), came);
            let after = Loss::of(corrected(lesson, folds, strength).into_iter(), came);
            1.0 - after.against(&before, Aim::Expectation)
        })
        .collect();
    if gains.iter().any(|gain| *gain < -LEAST_GAIN) {
        return 0.0;
    }
    gains.iter().sum::<f64>() / gains.len() as f64
}
