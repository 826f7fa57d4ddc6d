//! How good predictions were: error, bias of the total, ranking.
//!
//! Enters: predicted and actual numbers, customer by customer. Leaves: five measures.

use serde::Serialize;

/// Measures of one set of predictions against what came.
///
/// No single one is enough: predicting nobody to order has a small mean error, and a constant
/// has no bias.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// Mean absolute error per customer.
    pub mean_error: f64,
    /// Root of the mean squared error per customer.
    pub root_mean_square: f64,
    /// Predicted total over actual total, less one; zero when neither has anything.
    pub bias: f64,
    /// Normalised Gini: 1 when customers are ranked perfectly, 0 when at random.
    pub gini: f64,
    /// Share of what came that came from the tenth ranked best.
    pub top_tenth: f64,
}

impl Scores {
    /// Compares predictions with what came, in any unit.
    ///
    /// - Formula: see the fields; customers with equal predictions share their places.
    /// - Shape: two columns of equal length in, five measures out.
    /// - Units: those of the columns for the errors, shares for the rest.
    /// - Range: errors zero or more; Gini at most 1, below 0 for a ranking worse than chance.
    /// - Errors: none; all zero for no customers.
    /// - Source: Gini as in Wang, Liu & Miao 2019, arXiv 1912.07753.
    /// - Checked: `tests/choice.rs` by hand.
    ///
    /// # Panics
    /// When the columns have different lengths.
    pub fn of(predicted: &[f64], actual: &[f64]) -> Self {
        assert_eq!(predicted.len(), actual.len(), "one prediction per customer");
        if actual.is_empty() {
            return Self {
                mean_error: 0.0,
                root_mean_square: 0.0,
                bias: 0.0,
                gini: 0.0,
                top_tenth: 0.0,
            };
        }
        let customers = actual.len() as f64;
        let (mut errors, mut squares) = (0.0, 0.0);
        for (predicted, actual) in predicted.iter().zip(actual) {
            errors += (predicted - actual).abs();
            squares += (predicted - actual).powi(2);
        }
        let came: f64 = actual.iter().sum();
        let foretold: f64 = predicted.iter().sum();
        let (area, top_tenth) = gains(predicted, actual);
        let (perfect_area, _) = gains(actual, actual);
        Self {
            mean_error: errors / customers,
            root_mean_square: (squares / customers).sqrt(),
            bias: if came > 0.0 {
                foretold / came - 1.0
            } else {
                0.0
            },
            gini: if perfect_area > 0.5 {
                (area - 0.5) / (perfect_area - 0.5)
            } else {
                0.0
            },
            top_tenth,
        }
    }
}

/// The area under the curve of gains (share of what came over share of customers, best ranked
/// first), and its height at one tenth. Ties are passed along a straight line.
fn gains(ranked_by: &[f64], actual: &[f64]) -> (f64, f64) {
    let total: f64 = actual.iter().sum();
    if total <= 0.0 {
        return (0.5, 0.0);
    }
    let mut order: Vec<(f64, f64)> = ranked_by
        .iter()
        .copied()
        .zip(actual.iter().copied())
        .collect();
    order.sort_unstable_by(|one, other| other.0.total_cmp(&one.0));
    let customers = actual.len() as f64;
    let (mut area, mut tenth, mut x, mut y) = (0.0, None, 0.0, 0.0);
    for ties in order.chunk_by(|one, other| one.0 == other.0) {
        let width = ties.len() as f64 / customers;
        let rise = ties.iter().map(|(_, actual)| actual).sum::<f64>() / total;
        if tenth.is_none() && x + width >= 0.1 {
            tenth = Some(y + rise * (0.1 - x) / width);
        }
        area += width * (y + rise / 2.0);
        (x, y) = (x + width, y + rise);
    }
    (area, tenth.unwrap_or(1.0))
}
