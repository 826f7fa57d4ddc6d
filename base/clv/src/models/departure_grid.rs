//! The numbers of orders of an active customer, all at once.
//!
//! Enters: a model in which leaving does not depend on orders. Leaves: the chance of 0, 1, 2, …
//! orders, summed over a grid of the moments at which the customer may leave.

use crate::history::History;
use crate::models::order_model::{OrderModel, Rhythm};

/// Stretches of the grid: the moments of leaving within the horizon, as shares of it, wider
/// apart later on, when fewer leave.
const STRETCHES: u32 = 24;

/// Chances of 0, 1, 2, … orders of a customer who is active now, until `left_out` is left or
/// `most` numbers are there.
pub(crate) fn while_active(
    model: &impl OrderModel,
    history: &History,
    horizon: f64,
    left_out: f64,
    most: usize,
) -> Vec<f64> {
    let (shape, weeks) = model.rhythm().posterior(history);
    let spans = active_spans(model, history, horizon);
    count_orders(shape, weeks, &spans, left_out, most)
}

/// The same for a rate believed to be gamma(`shape`, `weeks`) and spans of activity with their
/// shares.
pub(crate) fn count_orders(
    shape: f64,
    weeks: f64,
    spans: &[(f64, f64)],
    left_out: f64,
    most: usize,
) -> Vec<f64> {
    // One running negative binomial chance per span, all moved on from n to n + 1 together.
    let mut terms: Vec<(f64, f64)> = spans
        .iter()
        .map(|&(span, share)| {
            let load = span / weeks;
            (share * (-shape * load.ln_1p()).exp(), load / (1.0 + load))
        })
        .collect();
    let (mut chances, mut sum) = (Vec::new(), 0.0);
    while chances.len() < most {
        let chance: f64 = terms.iter().map(|(term, _)| term).sum();
        sum += chance;
        let n = chances.len() as f64;
        chances.push(chance);
        // What rounding keeps from adding up to one must not be waited for; a low hump of those who
        // leave early is no end, for the others come behind it.
        if sum >= 1.0 - left_out || sum > 0.999 && chance < 1e-3 * left_out {
            break;
        }
        for (term, ratio) in &mut terms {
            *term *= (shape + n) / (n + 1.0) * *ratio;
        }
    }
    chances
}

/// Spans of activity within the horizon, with their shares; the last is the whole horizon.
fn active_spans(model: &impl OrderModel, history: &History, horizon: f64) -> Vec<(f64, f64)> {
    let horizon = horizon.max(0.0);
    let (mut start, mut stays) = (0.0, 1.0);
    let mut spans = Vec::with_capacity(STRETCHES as usize + 1);
    for stretch in 1..=STRETCHES {
        let end = horizon * (f64::from(stretch) / f64::from(STRETCHES)).powi(2);
        let stays_on = model.p_stays(history, end).clamp(0.0, stays);
        if stays > stays_on {
            spans.push(((start + end) / 2.0, stays - stays_on));
        }
        (start, stays) = (end, stays_on);
    }
    spans.push((horizon, stays));
    spans
}

impl Rhythm {
    /// Shape and weeks of the gamma that a customer's own order rate is believed to follow; of
    /// the stages, where an order takes several.
    pub(crate) fn posterior(&self, history: &History) -> (f64, f64) {
        match *self {
            Self::Gamma { r, alpha, k } => {
                (r + f64::from(k) * history.x_f64(), alpha + history.t_obs())
            }
            Self::Added { orders, weeks } => (orders + history.x_f64(), weeks + history.t_obs()),
        }
    }
}
