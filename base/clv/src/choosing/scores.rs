//! How good predictions were: error, bias of the total, ranking.
//!
//! Enters: predicted and actual numbers, customer by customer. Leaves: six measures.

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
    /// Spearman's rank correlation of predictions and what came, ties sharing their rank.
    pub rank_correlation: f64,
    /// Normalised Gini: 1 when customers are ranked perfectly, 0 when at random.
    pub gini: f64,
    /// Share of what came that came from the tenth ranked best.
    pub top_tenth: f64,
}

impl Scores {
    /// Compares predictions with what came, in any unit.
    ///
    /// - Formula: see the fields; customers with equal predictions share their places.
    /// - Shape: two columns of equal length in, six measures out.
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
                rank_correlation: 0.0,
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
            rank_correlation: correlation(&ranks(predicted), &ranks(actual)),
            gini: if perfect_area > 0.5 {
                (area - 0.5) / (perfect_area - 0.5)
            } else {
                0.0
            },
            top_tenth,
        }
    }
}

/// Ranks from 0, the mean of their places for equal values.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for ties in order.chunk_by(|one, other| values[*one] == values[*other]) {
        let rank = before as f64 + (ties.len() - 1) as f64 / 2.0;
        ties.iter().for_each(|at| ranks[*at] = rank);
        before += ties.len();
    }
    ranks
}

/// Pearson's correlation; zero where one side does not vary.
fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let means = [mean(one), mean(other)];
    let (mut both, mut squares) = (0.0, [0.0; 2]);
    for (one, other) in one.iter().zip(other) {
        let off = [one - means[0], other - means[1]];
        both += off[0] * off[1];
        squares[0] += off[0] * off[0];
        squares[1] += off[1] * off[1];
    }
    match squares[0] * squares[1] > 0.0 {
        true => both / (squares[0] * squares[1]).sqrt(),
        false => 0.0,
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
