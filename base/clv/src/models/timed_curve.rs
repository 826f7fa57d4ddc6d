//! The log-likelihood under covariates that change over time, with exact derivatives.
//!
//! Enters: customers cut into pieces, ln r, ln α, ln s, ln β, effects on orders, effects on
//! leaving. Leaves: value, gradient, Hessian by these.

use crate::fit::curve::{Curve, LogSum, sum_over};
use crate::fit::quadrature::for_each_node;
use crate::fit::special::{digamma_rising, ln_rising, trigamma_rising};
use crate::models::departure::count_panels;
use crate::models::timed_covariates::{Piece, TimedCustomer};

/// The log-likelihood of a base.
pub(crate) fn curve<const N: usize>(customers: &[TimedCustomer], at: &[f64; N]) -> Curve<N> {
    sum_over(customers, |customer| (customer_curve(customer, at), 1.0))
}

/// One customer's: the bracket, the powers before it, the factors of the orders.
fn customer_curve<const N: usize>(customer: &TimedCustomer, at: &[f64; N]) -> Curve<N> {
    let (_, mut own) = terms(customer, at);
    let [r, s] = [at[0].exp(), at[2].exp()];
    let (d1, d2) = (
        digamma_rising(r, customer.x),
        trigamma_rising(r, customer.x),
    );
    own.add_along(0, ln_rising(r, customer.x), r * d1, r * d1 + r * r * d2);
    for (shape, rate, power) in [(0, 1, r), (2, 3, s)] {
        // power · ln rate, where both are given by their logarithms.
        own.add_along(shape, power * at[rate], power * at[rate], power * at[rate]);
        own.gradient[rate] += power;
        own.add_cross(shape, rate, power);
    }
    for (effect, sum) in customer.at_orders.iter().enumerate() {
        own.value += at[4 + effect] * sum;
        own.gradient[4 + effect] += sum;
    }
    own
}

/// The bracket of the likelihood: the term of being active, and the whole.
pub(crate) fn terms<const N: usize>(
    customer: &TimedCustomer,
    at: &[f64; N],
) -> (Curve<N>, Curve<N>) {
    let mut clocks = Clocks::start(at);
    for piece in &customer.until_last {
        let rates = clocks.rates(piece);
        clocks.advance(&rates, piece.weeks);
    }
    let mut either = LogSum::new();
    for piece in &customer.since_last {
        add_departures(&mut either, &mut clocks, piece, customer.x, at);
    }
    let active = clocks.moment(customer.x, at, 0.0);
    either.add(&active);
    (active, either.finish())
}

/// α + A and β + B so far.
struct Clocks<'a, const N: usize> {
    at: &'a [f64; N],
    orders: Curve<N>,
    leaving: Curve<N>,
}

impl<'a, const N: usize> Clocks<'a, N> {
    const COUNT: usize = (N - 4) / 2;

    fn start(at: &'a [f64; N]) -> Self {
        let rate = |i: usize| {
            let mut rate = Curve::zero();
            rate.add_along(i, at[i].exp(), at[i].exp(), at[i].exp());
            rate
        };
        Self {
            at,
            orders: rate(1),
            leaving: rate(3),
        }
    }

    /// How fast the two clocks run on a piece.
    fn rates(&self, piece: &Piece) -> [Curve<N>; 2] {
        [4, 4 + Self::COUNT].map(|first| {
            let effects = &self.at[first..first + Self::COUNT];
            let sum: f64 = effects.iter().zip(&piece.values).map(|(e, z)| e * z).sum();
            let mut rate = Curve::constant(sum.exp());
            for (i, z) in piece.values.iter().enumerate() {
                rate.gradient[first + i] = rate.value * z;
                for (j, other) in piece.values.iter().enumerate() {
                    rate.hessian[first + i][first + j] = rate.value * z * other;
                }
            }
            rate
        })
    }

    fn advance(&mut self, [orders, leaving]: &[Curve<N>; 2], weeks: f64) {
        self.orders.add_scaled(orders, weeks);
        self.leaving.add_scaled(leaving, weeks);
    }

    /// `−(r+x) ln(α+A) − (s+more) ln(β+B)`.
    fn moment(&self, x: u32, at: &[f64; N], more: f64) -> Curve<N> {
        let mut sum = Curve::zero();
        add_falling_power(&mut sum, &self.orders.ln(), 0, at[0].exp(), f64::from(x));
        add_falling_power(&mut sum, &self.leaving.ln(), 2, at[2].exp(), more);
        sum
    }
}

/// Adds the moments of leaving on a piece, and moves the clocks to its end.
fn add_departures<const N: usize>(
    either: &mut LogSum<N>,
    clocks: &mut Clocks<N>,
    piece: &Piece,
    x: u32,
    at: &[f64; N],
) {
    let rates = clocks.rates(piece);
    let (shape, s) = (at[0].exp() + f64::from(x), at[2].exp());
    let [a, b] = [rates[0].value, rates[1].value];
    let [level_a, level_b] = [clocks.orders.value / a, clocks.leaving.value / b];
    let start = level_a.min(level_b);
    let length = (piece.weeks / start).ln_1p();
    let slope = |since: f64| {
        let near = start + since;
        shape * near / (level_a + since) + (s + 1.0) * near / (level_b + since) - 1.0
    };
    let panels = count_panels(length, &[slope(0.0), slope(piece.weeks)]);
    let hazard = rates[1].ln();
    for_each_node(0.0, length, panels, |v, weight| {
        let since = start * v.exp_m1();
        let mut there = Clocks {
            at,
            orders: clocks.orders,
            leaving: clocks.leaving,
        };
        there.advance(&rates, since);
        let mut gone = there.moment(x, at, 1.0);
        gone.add_scaled(&hazard, 1.0);
        gone.value += at[2] + (weight * (start + since)).ln();
        gone.gradient[2] += 1.0;
        either.add(&gone);
    });
    clocks.advance(&rates, piece.weeks);
}

/// Adds `−(shape + more) · ln`, where parameter `at` is the logarithm of the shape.
fn add_falling_power<const N: usize>(
    sum: &mut Curve<N>,
    ln: &Curve<N>,
    at: usize,
    shape: f64,
    more: f64,
) {
    sum.add_scaled(ln, -(shape + more));
    sum.gradient[at] -= shape * ln.value;
    sum.hessian[at][at] -= shape * ln.value;
    for j in 0..N {
        sum.add_cross(at, j, -shape * ln.gradient[j]);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::models::timed_covariates::{CovariatePath, timed_customers};
    use crate::testing::assert_derivatives;
    use crate::{FoldedHistories, ParetoNbd, Purchase, summarise};

    fn log() -> Vec<Purchase> {
        [
            (1, 0),
            (1, 40),
            (1, 41),
            (1, 100),
            (2, 9),
            (3, 5),
            (3, 300),
            (4, 365),
        ]
        .map(|(customer, day)| Purchase {
            customer,
            day,
            amount: 1.0,
        })
        .to_vec()
    }

    fn path() -> CovariatePath {
        let steps = [
            (0, 0.0, 1.0),
            (35, 1.0, 0.5),
            (70, 0.0, 0.5),
            (200, 0.5, -1.0),
        ];
        CovariatePath::new(steps.map(|(day, a, b)| (day, vec![a, b])).to_vec()).unwrap()
    }

    #[test]
    fn derivatives_with_effects_equal_finite_differences() {
        let customers = timed_customers(&log(), 365, &[path()], |_| 0).unwrap();
        let at = [-0.6, 2.3, -0.4, 2.5, 0.7, -0.3, -0.2, 0.4];
        assert_derivatives(&at, |at| curve(&customers, at));
    }

    #[test]
    fn without_effects_it_is_the_pareto_nbd() {
        let customers = timed_customers(&log(), 365, &[path()], |_| 0).unwrap();
        let plain = ParetoNbd::new(0.55, 10.0, 0.67, 12.0).unwrap();
        let theta = plain.theta().map(f64::ln);
        let mut at = [0.0; 8];
        at[..4].copy_from_slice(&theta);
        let base = FoldedHistories::fold(&summarise(log(), 365).unwrap().histories);
        let (timed, exact) = (curve(&customers, &at).value, plain.log_likelihood(&base));
        assert!((timed / exact - 1.0).abs() < 1e-12, "{timed} {exact}");
    }
}
