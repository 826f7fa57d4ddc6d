//! The number of orders in the middle of what may come: half of all such customers make no more.
//!
//! Enters: a model, a history, a horizon. Leaves: a whole number of orders.

use crate::history::History;
use crate::models::base_model::BaseModel;
use crate::models::departure_grid::while_active;
use crate::ranges::order_range::MOST_COUNTED;

/// Share of a distribution that lies at or below its median.
pub(crate) const HALF: f64 = 0.5;

impl BaseModel {
    /// The median of the orders in the next `horizon` weeks: of all forecasts the one whose
    /// absolute error is smallest on average, as the expectation's squared error is.
    ///
    /// - Formula: the smallest n with P(orders ≤ n) ≥ ½; above 400 expected orders of an active
    ///   customer that of a normal distribution beside the chance to have left.
    /// - Shape: one history and a horizon in, one whole number out.
    /// - Units: weeks in, orders out.
    /// - Range: zero or more; 0 for whoever has more likely left than not.
    /// - Errors: none.
    /// - Source: Gneiting 2011, "Making and Evaluating Point Forecasts", Journal of the American
    ///   Statistical Association 106(494).
    /// - Checked: `tests/ranges.rs` against the distribution.
    pub fn median_orders(&self, history: &History, horizon: f64) -> u32 {
        let p_alive = self.p_alive(history);
        let gone = 1.0 - p_alive;
        if gone >= HALF || horizon <= 0.0 {
            return 0;
        }
        let if_active = self.expected_orders_if_active(history, horizon);
        if if_active > MOST_COUNTED {
            return self.coming_orders(history, horizon).range_of_many(HALF).low;
        }
        let most = 20 * MOST_COUNTED as usize;
        let counted = match self {
            Self::ParetoNbd(_) | Self::GGompertzNbd(_) | Self::Nbd(_) | Self::SimpleRule(_) => {
                while_active(self, history, horizon, HALF / p_alive, most).len() - 1
            }
            _ => {
                let mut sum = 0.0;
                let within = |n: &usize| {
                    sum += self.order_probability(history, horizon, *n as u32);
                    sum >= HALF - 1e-9
                };
                (0..most).find(within).unwrap_or(most)
            }
        };
        // Chances too small to be numbers never add up.
        match counted + 1 < most {
            true => counted as u32,
            false => self.coming_orders(history, horizon).range_of_many(HALF).low,
        }
    }

    /// The median of the orders of a customer of whom `expected` are expected: the model's, in the
    /// horizon in which it expects as many.
    pub(crate) fn median_orders_at(&self, history: &History, horizon: f64, expected: f64) -> u32 {
        let p_alive = self.p_alive(history);
        if p_alive < HALF {
            return 0;
        }
        let weeks = self.weeks_for(history, horizon, expected / p_alive);
        self.median_orders(history, weeks)
    }
}
