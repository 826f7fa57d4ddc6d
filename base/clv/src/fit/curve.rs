//! A function's value with its exact first and second derivatives, and the two ways the
//! likelihoods here are put together: sums over customers and sums inside a logarithm.
//!
//! Enters: derivatives of single terms. Leaves: those of the whole.

use crate::fit::special::{digamma_rising, ln_rising, trigamma_rising};
use crate::folded::{FoldedHistories, FoldedRow};
use rayon::prelude::*;

/// Value, gradient and Hessian of a function of `N` parameters at one point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Curve<const N: usize> {
    pub(crate) value: f64,
    pub(crate) gradient: [f64; N],
    pub(crate) hessian: [[f64; N]; N],
}

impl<const N: usize> Curve<N> {
    /// The function that is zero everywhere.
    pub(crate) fn zero() -> Self {
        Self::constant(0.0)
    }

    /// A function that does not depend on the parameters.
    pub(crate) fn constant(value: f64) -> Self {
        Self {
            value,
            gradient: [0.0; N],
            hessian: [[0.0; N]; N],
        }
    }

    /// Adds `weight` times another function.
    pub(crate) fn add_scaled(&mut self, other: &Self, weight: f64) {
        self.value += weight * other.value;
        for i in 0..N {
            self.gradient[i] += weight * other.gradient[i];
            for j in 0..N {
                self.hessian[i][j] += weight * other.hessian[i][j];
            }
        }
    }

    /// Adds a function of parameter `i` alone, given by value and two derivatives.
    pub(crate) fn add_along(&mut self, i: usize, value: f64, first: f64, second: f64) {
        self.value += value;
        self.gradient[i] += first;
        self.hessian[i][i] += second;
    }

    /// Adds `ln Γ(z+n)/Γ(z)` where z is parameter `i`.
    pub(crate) fn add_rising(&mut self, i: usize, z: f64, n: u32) {
        let (first, second) = (digamma_rising(z, n), trigamma_rising(z, n));
        self.add_along(i, ln_rising(z, n), first, second);
    }

    /// Subtracts `ln Γ(z+n)/Γ(z)` where z is the sum of parameters `i` and `j`.
    pub(crate) fn subtract_rising_of_sum(&mut self, i: usize, j: usize, z: f64, n: u32) {
        let (first, second) = (digamma_rising(z, n), trigamma_rising(z, n));
        self.add_along_sum(i, j, -ln_rising(z, n), -first, -second);
    }

    /// Adds a function of the sum of parameters `i` and `j`.
    pub(crate) fn add_along_sum(&mut self, i: usize, j: usize, value: f64, d1: f64, d2: f64) {
        self.add_along(i, value, d1, d2);
        self.add_along(j, 0.0, d1, d2);
        self.add_cross(i, j, d2);
    }

    /// Adds `power · ln base`, where these are the parameters `i` and `j`.
    pub(crate) fn add_power(&mut self, i: usize, j: usize, power: f64, base: f64) {
        self.add_along(i, power * base.ln(), base.ln(), 0.0);
        self.add_along(j, 0.0, power / base, -power / (base * base));
        self.add_cross(i, j, 1.0 / base);
    }

    /// Adds a mixed second derivative, on both sides of the diagonal.
    pub(crate) fn add_cross(&mut self, i: usize, j: usize, second: f64) {
        self.hessian[i][j] += second;
        self.hessian[j][i] += second;
    }

    /// The same function seen from the logarithms of its parameters, by the chain rule.
    pub(crate) fn in_logs(mut self, theta: &[f64; N]) -> Self {
        for i in 0..N {
            for j in 0..N {
                self.hessian[i][j] *= theta[i] * theta[j];
            }
            self.gradient[i] *= theta[i];
            self.hessian[i][i] += self.gradient[i];
        }
        self
    }

    /// The product with another function.
    pub(crate) fn times(&self, other: &Self) -> Self {
        let (one, two) = (self, other);
        Self {
            value: one.value * two.value,
            gradient: std::array::from_fn(|i| {
                one.gradient[i] * two.value + one.value * two.gradient[i]
            }),
            hessian: std::array::from_fn(|i| {
                std::array::from_fn(|j| {
                    one.hessian[i][j] * two.value
                        + one.value * two.hessian[i][j]
                        + one.gradient[i] * two.gradient[j]
                        + one.gradient[j] * two.gradient[i]
                })
            }),
        }
    }

    /// The function's logarithm.
    pub(crate) fn ln(&self) -> Self {
        let mut ln = self.scaled(1.0 / self.value);
        for i in 0..N {
            for j in 0..N {
                ln.hessian[i][j] -= ln.gradient[i] * ln.gradient[j];
            }
        }
        ln.value = self.value.ln();
        ln
    }

    /// e to the power of the function.
    pub(crate) fn exp(&self) -> Self {
        let value = self.value.exp();
        let mut exp = self.scaled(value);
        for i in 0..N {
            for j in 0..N {
                exp.hessian[i][j] += value * self.gradient[i] * self.gradient[j];
            }
        }
        exp.value = value;
        exp
    }

    /// The function times a constant.
    pub(crate) fn scaled(self, weight: f64) -> Self {
        let mut scaled = Self::zero();
        scaled.add_scaled(&self, weight);
        scaled
    }
}

/// `ln Σ exp(term)` with derivatives, term by term and without overflow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LogSum<const N: usize> {
    top: f64,
    sum: f64,
    gradient: [f64; N],
    hessian: [[f64; N]; N],
}

impl<const N: usize> LogSum<N> {
    /// The empty sum.
    pub(crate) fn new() -> Self {
        Self {
            top: f64::NEG_INFINITY,
            sum: 0.0,
            gradient: [0.0; N],
            hessian: [[0.0; N]; N],
        }
    }

    /// Adds a term, given as the curve of its logarithm.
    pub(crate) fn add(&mut self, term: &Curve<N>) {
        if term.value == f64::NEG_INFINITY {
            return;
        }
        if term.value > self.top {
            self.rescale((self.top - term.value).exp());
            self.top = term.value;
        }
        let weight = (term.value - self.top).exp();
        self.sum += weight;
        for i in 0..N {
            self.gradient[i] += weight * term.gradient[i];
            for j in 0..N {
                let outer = term.gradient[i] * term.gradient[j];
                self.hessian[i][j] += weight * (term.hessian[i][j] + outer);
            }
        }
    }

    fn rescale(&mut self, factor: f64) {
        self.sum *= factor;
        for i in 0..N {
            self.gradient[i] *= factor;
            for j in 0..N {
                self.hessian[i][j] *= factor;
            }
        }
    }

    /// The logarithm of the sum.
    pub(crate) fn finish(mut self) -> Curve<N> {
        let value = self.top + self.sum.ln();
        self.rescale(1.0 / self.sum);
        for i in 0..N {
            for j in 0..N {
                self.hessian[i][j] -= self.gradient[i] * self.gradient[j];
            }
        }
        Curve {
            value,
            gradient: self.gradient,
            hessian: self.hessian,
        }
    }
}

/// Rows per parallel piece (measured: large enough to hide the hand-over, small enough to
/// balance two to sixteen cores); fixed, so that sums do not depend on the number of cores.
const ROWS_PER_PIECE: usize = 2048;

/// Adds up a curve per folded row, weighted by its customers, in parallel and in fixed order.
fn sum_over_rows<const N: usize>(
    rows: &[FoldedRow],
    curve: impl Fn(&FoldedRow) -> Curve<N> + Sync,
) -> Curve<N> {
    sum_over(rows, |row| (curve(row), f64::from(row.count)))
}

/// A base's log-likelihood: of each history what depends on when the orders came, and what depends
/// on their number alone, once for all customers with as many.
pub(crate) fn sum_over_base<const N: usize>(
    base: &FoldedHistories,
    timing: impl Fn(&FoldedRow) -> Curve<N> + Sync,
    count: impl Fn(u32) -> Curve<N>,
) -> Curve<N> {
    let mut total = sum_over_rows(base.rows(), timing);
    for &(x, customers) in base.repeat_counts() {
        total.add_scaled(&count(x), customers);
    }
    total
}

/// Adds up weighted curves of any items, in parallel and in fixed order.
pub(crate) fn sum_over<T: Sync, const N: usize>(
    items: &[T],
    curve: impl Fn(&T) -> (Curve<N>, f64) + Sync,
) -> Curve<N> {
    let pieces: Vec<Curve<N>> = items
        .par_chunks(ROWS_PER_PIECE)
        .map(|piece| {
            let mut sum = Curve::zero();
            for item in piece {
                let (curve, weight) = curve(item);
                sum.add_scaled(&curve, weight);
            }
            sum
        })
        .collect();
    let mut total = Curve::zero();
    for piece in &pieces {
        total.add_scaled(piece, 1.0);
    }
    total
}
