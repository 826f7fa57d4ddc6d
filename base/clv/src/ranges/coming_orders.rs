//! One customer's coming orders as a distribution, by a model alone or at a forecast's level.
//!
//! Enters: a model, a history, a horizon, and where a forecast knows better the chance to be active
//! and the orders to expect. Leaves: the chance of every number of orders.

use crate::fit::quadrature::for_each_node;
use crate::history::History;
use crate::models::base_model::BaseModel;
use crate::models::departure_grid::while_active;
use crate::models::order_model::OrderModel;
use crate::ranges::order_range::{LEFT_OUT, MOST_COUNTED};

/// A chance to be active below which what is left of the model's own distribution tells too little
/// of those who are.
const HARDLY_ACTIVE: f64 = 1e-3;

/// The smallest chance that is divided by.
const LEAST_CHANCE: f64 = 1e-9;

/// Numbers of orders that a distribution has at most.
const MOST_NUMBERS: usize = 20 * MOST_COUNTED as usize;

/// The orders of one customer in the weeks ahead.
#[derive(Clone, Copy, Debug)]
pub struct ComingOrders<'a> {
    pub(crate) model: &'a BaseModel,
    pub(crate) history: History,
    /// The weeks in which the model expects as many orders of somebody active as are expected.
    pub(crate) weeks: f64,
    pub(crate) p_alive: f64,
}

impl BaseModel {
    /// A customer's orders in the next `horizon` weeks.
    pub fn coming_orders(&self, history: &History, horizon: f64) -> ComingOrders<'_> {
        ComingOrders {
            model: self,
            history: *history,
            weeks: horizon,
            p_alive: self.p_alive(history),
        }
    }

    /// A customer's orders in the next `horizon` weeks, where a forecast of more than this model
    /// says how likely it is active and how many orders to expect; the model gives the spread.
    ///
    /// - Formula: none with the chance 1 − `p_alive`; else as the model has it for somebody active in
    ///   the weeks in which it expects `orders / p_alive` of them.
    /// - Shape: a history, a horizon, a chance and a mean in, a distribution out.
    /// - Units: weeks, a share, orders.
    /// - Range: that mean up to a hundred times the horizon; a chance of zero makes none.
    /// - Errors: none.
    /// - Source: own.
    /// - Checked: `tests/ranges.rs`.
    pub fn coming_orders_at(
        &self,
        history: &History,
        horizon: f64,
        p_alive: f64,
        orders: f64,
    ) -> ComingOrders<'_> {
        let ahead = ComingOrders {
            p_alive: p_alive.clamp(0.0, 1.0),
            ..self.coming_orders(history, horizon)
        };
        // The least silent tell the same once they are known to be active.
        let history = match self.p_alive(history) < HARDLY_ACTIVE {
            true => least_silent(history),
            false => *history,
        };
        ComingOrders {
            history,
            weeks: self.weeks_for(&history, horizon, orders / ahead.p_alive.max(LEAST_CHANCE)),
            ..ahead
        }
    }

    /// The weeks in which so many orders are expected of somebody active.
    pub(crate) fn weeks_for(&self, history: &History, horizon: f64, if_active: f64) -> f64 {
        let expected = |weeks: f64| self.expected_orders_if_active(history, weeks);
        let (mut low, mut high) = (horizon / 100.0, horizon * 100.0);
        let now = expected(horizon);
        if (now - if_active).abs() <= 1e-3 * if_active {
            return horizon;
        }
        if now > if_active {
            high = horizon;
        } else {
            low = horizon;
        }
        while high / low > 1.002 {
            let middle = (low * high).sqrt();
            if expected(middle) < if_active {
                low = middle;
            } else {
                high = middle;
            }
        }
        (low * high).sqrt()
    }
}

/// A history that ends with an order.
fn least_silent(history: &History) -> History {
    match History::new(history.x(), history.t_obs(), history.t_obs()) {
        Ok(least) if history.x() > 0 => least,
        _ => *history,
    }
}

impl ComingOrders<'_> {
    /// Orders to expect.
    pub fn expected(&self) -> f64 {
        self.p_alive * self.if_active()
    }

    pub(crate) fn if_active(&self) -> f64 {
        let Self { model, weeks, .. } = self;
        model.expected_orders_if_active(&self.history, *weeks)
    }

    /// Chances of 0, 1, 2, … orders, as far as they count.
    ///
    /// - Formula: [`order_probability`](BaseModel::order_probability) for every n; where leaving
    ///   does not depend on orders, all n at once from the moments of leaving.
    /// - Shape: one chance per number of orders out.
    /// - Units: shares.
    /// - Range: ends where less than one in ten million is left, or at 8,000 orders.
    /// - Errors: none.
    /// - Source: the predictive distribution of each model.
    /// - Checked: `tests/ranges.rs` against `order_probability`.
    pub fn distribution(&self) -> Vec<f64> {
        let Self { model, weeks, .. } = self;
        let (mut chances, share) = match model {
            BaseModel::ParetoNbd(_)
            | BaseModel::GGompertzNbd(_)
            | BaseModel::Nbd(_)
            | BaseModel::SimpleRule(_) => {
                let active = while_active(*model, &self.history, *weeks, LEFT_OUT, MOST_NUMBERS);
                (active, self.p_alive)
            }
            _ => (self.one_by_one(), self.share_of_model()),
        };
        chances.iter_mut().for_each(|chance| *chance *= share);
        chances[0] += 1.0 - share;
        chances
    }

    /// The model's own chances.
    fn one_by_one(&self) -> Vec<f64> {
        let (mut chances, mut sum) = (Vec::new(), 0.0);
        while sum < 1.0 - LEFT_OUT && chances.len() < MOST_NUMBERS {
            let n = chances.len() as u32;
            let chance = self.model.order_probability(&self.history, self.weeks, n);
            sum += chance;
            chances.push(chance);
            // What rounding keeps from adding up to one must not be waited for.
            if chance < 1e-3 * LEFT_OUT && sum > 0.999 {
                break;
            }
        }
        chances
    }

    /// Chance of no order at all.
    pub(crate) fn chance_of_none(&self) -> f64 {
        let by_model = self.model.order_probability(&self.history, self.weeks, 0);
        1.0 - self.share_of_model() * (1.0 - by_model)
    }

    /// The chance to be active over the model's own.
    fn share_of_model(&self) -> f64 {
        let by_model = self.model.p_alive(&self.history);
        match by_model > 0.0 {
            true => self.p_alive / by_model,
            false => 1.0,
        }
    }

    /// Variance of the number of orders.
    ///
    /// - Formula: `p(A + A²(1 + 1/shape)·c) − (pA)²` with p the chance active, A the expectation if
    ///   active, the gamma shape of the own order rate, and `c = 2∫yS(y)dy / (∫S(y)dy)²` for the
    ///   time that remains active, S the chance to stay.
    /// - Shape: one variance out.
    /// - Units: orders squared.
    /// - Range: zero or more.
    /// - Errors: none; exact where leaving does not depend on orders, near where it does.
    /// - Source: variance of a gamma-Poisson count over a random time.
    /// - Checked: `tests/ranges.rs` against the distribution.
    pub fn variance(&self) -> f64 {
        let if_active = self.if_active();
        let (shape, _) = self.model.rhythm().posterior(&self.history);
        let (mut active, mut moment) = (0.0, 0.0);
        for_each_node(0.0, self.weeks.max(0.0), 1, |weeks, weight| {
            let stays = weight * self.model.p_stays(&self.history, weeks);
            active += stays;
            moment += 2.0 * weeks * stays;
        });
        if active <= 0.0 {
            return 0.0;
        }
        let spread = (1.0 + 1.0 / shape) * moment / (active * active);
        let square = if_active + if_active * if_active * spread;
        (self.p_alive * square - (self.p_alive * if_active).powi(2)).max(0.0)
    }
}
