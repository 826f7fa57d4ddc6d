//! How one way of foretelling did at one origin, in all the measures that matter.
//!
//! Enters: an origin, a method's expectations, its model if it has one. Leaves: a row of the
//! table that the choice is shown by.

use crate::choosing::candidate::Candidate;
use crate::choosing::origin::Origin;
use crate::choosing::scores::Scores;
use crate::models::base_model::BaseModel;
use serde::Serialize;

/// Customers whose chances and intervals are checked at most: their share inside an interval is
/// known to one percent.
const MOST_CALIBRATED: usize = 2_000;

/// Coverage of the intervals that are checked.
const CHECKED_COVERAGE: f64 = 0.9;

/// One way of foretelling at one origin: a model, a [`Baseline`](crate::Baseline), or the
/// automatic choice itself, `()`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trial<W = Candidate> {
    /// Which.
    pub candidate: W,
    /// The day up to which it knew the log.
    pub origin: i32,
    /// Whether customers had shown a rhythm by then: on average, everybody had come back once.
    pub mature: bool,
    /// How its expectations of orders did.
    pub scores: Scores,
    /// How its expectations of money did: orders times the mean spend to expect.
    pub money: Scores,
    /// How its chances and intervals did; rules without a model have none.
    pub calibration: Option<Calibration>,
}

/// Whether what was said with a chance came as often as said.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// Mean chance given for an order in the window.
    pub chance_given: f64,
    /// Share of customers who ordered in it.
    pub chance_came: f64,
    /// Mean gap between chance and share over ten equal groups by chance.
    pub chance_gap: f64,
    /// Share of customers inside their 90 % interval.
    pub covered: f64,
    /// Share that the model itself says lies inside: above 90 %, since orders are whole.
    pub covered_by_model: f64,
}

impl<W> Trial<W> {
    /// Judges expectations of orders at an origin; `per_order` is the mean spend to expect.
    pub(crate) fn judge(
        candidate: W,
        origin: &Origin,
        expected: &[f64],
        per_order: &[f64],
        calibration: Option<Calibration>,
    ) -> Self {
        let money: Vec<f64> = expected
            .iter()
            .zip(per_order)
            .map(|(orders, money)| orders * money)
            .collect();
        Self {
            candidate,
            origin: origin.view.as_of,
            mature: origin.is_mature(),
            scores: Scores::of(expected, &origin.came),
            money: Scores::of(&money, &origin.money),
            calibration,
        }
    }
}

impl Calibration {
    /// Checks a model's chances and intervals at an origin, on some of its customers.
    pub(crate) fn of(model: &BaseModel, origin: &Origin) -> Option<Self> {
        let stride = origin.came.len().div_ceil(MOST_CALIBRATED).max(1);
        let pairs: Vec<_> = origin
            .histories
            .iter()
            .zip(&origin.came)
            .step_by(stride)
            .collect();
        let weeks = origin.weeks();
        let mut sum = [0.0; 4];
        let mut chances = Vec::with_capacity(pairs.len());
        for (history, came) in &pairs {
            let range = model.likely_orders(history, weeks, CHECKED_COVERAGE);
            let chance = 1.0 - model.order_probability(history, weeks, 0);
            let ordered = f64::from(u8::from(**came > 0.0));
            let inside = f64::from(range.low) <= **came && **came <= f64::from(range.high);
            chances.push((chance, ordered));
            let own = [chance, ordered, f64::from(u8::from(inside)), range.chance];
            for (sum, own) in sum.iter_mut().zip(own) {
                *sum += own;
            }
        }
        let customers = pairs.len() as f64;
        let [chance_given, chance_came, covered, covered_by_model] = sum.map(|sum| sum / customers);
        (customers > 0.0).then(|| Self {
            chance_given,
            chance_came,
            chance_gap: chance_gap(chances),
            covered,
            covered_by_model,
        })
    }
}

/// Mean over ten equal groups of the distance between mean chance and share that came.
fn chance_gap(mut chances: Vec<(f64, f64)>) -> f64 {
    chances.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let customers = chances.len() as f64;
    chances
        .chunks(chances.len().div_ceil(10).max(1))
        .map(|group| {
            let sum: f64 = group.iter().map(|(chance, ordered)| chance - ordered).sum();
            sum.abs() / customers
        })
        .sum()
}
