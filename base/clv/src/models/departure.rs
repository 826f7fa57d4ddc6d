//! The integral over the unseen moment of leaving, on which the Pareto/NBD rests.
//!
//! Enters: a history and parameters. Leaves: the integral, or the points to take it over.

use crate::fit::quadrature::for_each_node;
use crate::fit::special::negative_binomial;
use crate::history::History;

/// Logarithm below its largest value at which the integrand no longer counts: e^−38 is less
/// than half a unit in the last place of the sum.
const NEGLIGIBLE: f64 = 38.0;

/// Fall of the logarithm that twelve points follow to 1e-13.
const STEEPEST_PANEL: f64 = 9.0;

/// Stretch of log time that twelve points follow to 1e-13: beyond it the bend at ±iπ is felt.
const LONGEST_PANEL: f64 = 2.5;

/// Panels at most, for histories no process makes, such as 300 orders in the first minute.
const MOST_PANELS: f64 = 256.0;

/// Panels at least over the time ahead, where the number of orders may be far from its mean.
const FEWEST_PANELS_AHEAD: u32 = 8;

/// One possible moment of leaving, with what the likelihood and its derivatives need of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Departure {
    /// Share of the integral at this moment, relative to its height at the last order.
    pub(crate) weight: f64,
    /// α + y and β + y.
    pub(crate) weeks: [f64; 2],
    /// Their logarithms above those at the last order.
    pub(crate) ln_growth: [f64; 2],
}

/// Calls `at` for the points of ∫ (α+y)^−shape (β+y)^−(s+1) dy over `t_x..T`, equally many per
/// stretch of ln(m+y), where m is the smaller of α and β.
pub(crate) fn for_each_departure(
    history: &History,
    shape: f64,
    rates: [f64; 2],
    s: f64,
    mut at: impl FnMut(&Departure),
) {
    let silence = history.silence();
    if silence <= 0.0 {
        return;
    }
    let start = rates.map(|rate| rate + history.t_x());
    let near = usize::from(start[1] < start[0]);
    let far = 1 - near;
    let (length, panels) = plan_panels(silence, start, shape, s);
    for_each_node(0.0, length, panels, |v, weight| {
        let since = start[near] * v.exp_m1();
        let mut departure = Departure {
            weight: 0.0,
            weeks: start.map(|weeks| weeks + since),
            ln_growth: [v; 2],
        };
        departure.ln_growth[far] = (since / start[far]).ln_1p();
        let ln_height = -shape * departure.ln_growth[0] - (s + 1.0) * departure.ln_growth[1];
        departure.weight = weight * departure.weeks[near] * ln_height.exp();
        at(&departure);
    });
}

/// The stretch of log time that counts, and into how many panels it must be cut.
fn plan_panels(silence: f64, start: [f64; 2], shape: f64, s: f64) -> (f64, u32) {
    let nearest = start[0].min(start[1]);
    let whole = (silence / nearest).ln_1p();
    // How fast the logarithm of the integrand falls with log time, `since` the last order.
    let fall = |since: f64| {
        let near = nearest + since;
        shape * near / (start[0] + since) + (s + 1.0) * near / (start[1] + since) - 1.0
    };
    let first = fall(0.0);
    let length = if first > 0.0 {
        whole.min(NEGLIGIBLE / first)
    } else {
        whole
    };
    let last = fall(nearest * length.exp_m1());
    (length, count_panels(length, &[first, last]))
}

/// Panels for a stretch of log time along which the integrand's logarithm has these slopes.
pub(crate) fn count_panels(length: f64, slopes: &[f64]) -> u32 {
    let steepest = slopes
        .iter()
        .fold(0.0_f64, |most, slope| most.max(slope.abs()));
    let panels = (steepest * length / STEEPEST_PANEL)
        .max(length / LONGEST_PANEL)
        .ceil();
    panels.clamp(1.0, MOST_PANELS) as u32
}

/// `ln{ s ∫_{t_x}^{T} (α+y)^−(r+x) (β+y)^−(s+1) dy }`; minus infinity without silence.
pub(crate) fn ln_left(history: &History, &[r, alpha, s, beta]: &[f64; 4]) -> f64 {
    let shape = r + history.x_f64();
    let mut sum = 0.0;
    for_each_departure(history, shape, [alpha, beta], s, |departure| {
        sum += departure.weight
    });
    let t_x = history.t_x();
    s.ln() + sum.ln() - shape * (alpha + t_x).ln() - (s + 1.0) * (beta + t_x).ln()
}

/// Chance that a customer who is active now leaves within the horizon and makes exactly n
/// orders before: ∫_0^t NB(n; y) · s β^s (β+y)^−(s+1) dy.
pub(crate) fn p_left_with_orders(
    shape: f64,
    alpha: f64,
    s: f64,
    beta: f64,
    horizon: f64,
    n: u32,
) -> f64 {
    let nearest = alpha.min(beta);
    let length = (horizon / nearest).ln_1p();
    // How fast the integrand's logarithm can change with log time, at either end.
    let slope = |y: f64| {
        let near = nearest + y;
        (shape + f64::from(n)) * near / (alpha + y) + (s + 1.0) * near / (beta + y)
    };
    let panels = count_panels(length, &[slope(0.0), slope(horizon)]).max(FEWEST_PANELS_AHEAD);
    let mut sum = 0.0;
    for_each_node(0.0, length, panels, |v, weight| {
        let y = nearest * v.exp_m1();
        let leaves = s / beta * (-(s + 1.0) * (y / beta).ln_1p()).exp();
        sum += weight * (nearest + y) * leaves * negative_binomial(shape, y / alpha, n);
    });
    sum
}
