//! Enters: covariates, centred within their arm. Leaves: the same as columns at right angles, on which
//! a line is fitted by plain sums.

use crate::error::{Error, finite};

/// Part of a covariate's spread below which, after the others are taken out, only rounding is left.
///
/// The square root of the rounding unit, 1.5e-8, as least-squares programs commonly have it.
const NOTHING_NEW: f64 = 1.5e-8;

/// Leverage from which an account decides its fit alone, so that its residual is rounding noise.
const FULL_LEVERAGE: f64 = 1.0 - 1e-10;

/// Orthonormal columns that span the centred covariates of some rows.
///
/// A line through these rows is read away from their means, a step along each covariate. `reach[j]`
/// is column j's coordinate of that step, so the reading moves by Σ reach · (column · outcomes).
pub(crate) struct Basis {
    columns: Vec<Vec<f64>>,
    reach: Vec<f64>,
    weights: Vec<f64>,
    leverages: Vec<f64>,
}

impl Basis {
    /// Without covariates: each row's weight in the reading, and its leverage.
    pub(crate) fn new(weights: Vec<f64>, leverages: Vec<f64>) -> Self {
        Self {
            columns: Vec::new(),
            reach: Vec::new(),
            weights,
            leverages,
        }
    }

    /// How many covariates said something.
    pub(crate) fn len(&self) -> usize {
        self.columns.len()
    }

    /// Adds what a covariate says beyond those before it, if it says anything about several rows.
    ///
    /// `centred` has its arm's mean taken out, `largest` is the largest value before that, and `step`
    /// how far along the covariate the line is read.
    pub(crate) fn add(&mut self, centred: Vec<f64>, largest: f64, step: f64) -> Result<(), Error> {
        let (mut column, mut step) = (centred, step);
        let spread = norm(&column);
        // Twice, because one pass of Gram-Schmidt leaves rounding between nearly equal columns.
        for _ in 0..2 {
            for (earlier, reach) in self.columns.iter().zip(&self.reach) {
                let overlap = dot(earlier, &column);
                subtract(&mut column, overlap, earlier);
                step -= overlap * reach;
            }
        }
        let length = norm(&column);
        let rounding = 4.0 * f64::EPSILON * largest * (column.len() as f64).sqrt();
        if length <= NOTHING_NEW * spread || length <= rounding {
            return Ok(());
        }
        column.iter_mut().for_each(|x| *x /= length);
        let raised: Vec<f64> = self
            .leverages
            .iter()
            .zip(&column)
            .map(|(h, q)| h + q * q)
            .collect();
        if raised.iter().all(|&leverage| leverage <= FULL_LEVERAGE) {
            let reach = finite("a covariate", step / length)?;
            subtract(&mut self.weights, -reach, &column);
            self.reach.push(reach);
            self.columns.push(column);
            self.leverages = raised;
        }
        Ok(())
    }

    /// How far the reading moves by the step, and what the line leaves unexplained.
    pub(crate) fn project(&self, centred: &[f64]) -> (f64, Vec<f64>) {
        let mut residuals = centred.to_vec();
        let mut shift = 0.0;
        for (column, reach) in self.columns.iter().zip(&self.reach) {
            let slope = dot(column, centred);
            subtract(&mut residuals, slope, column);
            shift += slope * reach;
        }
        (shift, residuals)
    }

    /// Each row's weight in the reading, and its leverage.
    pub(crate) fn weights_and_leverages(&self) -> impl Iterator<Item = (f64, f64)> {
        self.weights
            .iter()
            .copied()
            .zip(self.leverages.iter().copied())
    }
}

/// Sum of products.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Length of a column.
fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

/// Takes `factor` times one column from another.
fn subtract(from: &mut [f64], factor: f64, column: &[f64]) {
    for (x, y) in from.iter_mut().zip(column) {
        *x -= factor * y;
    }
}
