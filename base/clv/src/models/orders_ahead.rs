//! What is to come of one customer whose future is cut into stretches of different pace.
//!
//! Enters: what is believed of the customer, and the stretches. Leaves: expected orders, their
//! distribution and ranges, what they are worth.

use crate::fit::special::power_complement;
use crate::models::departure_grid::count_orders;
use crate::money::value::Discounting;
use crate::ranges::median_orders::HALF;
use crate::ranges::order_range::{
    LEFT_OUT, MOST_COUNTED, OrderRange, nested_range, range_of_many, tail_of,
};
use crate::ranges::value_range::{OrderSize, range_of_sum};

/// Parts at least that the future is cut into where the moment of leaving is followed.
const FEWEST_PARTS: usize = 24;

/// A stretch of the future on which both paces stand still.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) weeks: f64,
    /// Pace of ordering, times that at covariates of zero.
    pub(crate) orders: f64,
    /// Pace of leaving, likewise.
    pub(crate) leaving: f64,
}

/// What is to come of a customer under covariates that change:
/// [`TimedParetoNbd::ahead`](crate::TimedParetoNbd::ahead).
///
/// The rate of ordering is believed to be gamma(r + x, α + A), that of leaving gamma(s, β + B) if
/// the customer is active, and time goes on by the clocks A and B. Beyond the weeks it was made for
/// nothing comes.
#[derive(Clone, Debug, PartialEq)]
pub struct OrdersAhead {
    pub(crate) p_alive: f64,
    /// r + x and α + A.
    pub(crate) shape: f64,
    pub(crate) weeks: f64,
    /// s and β + B.
    pub(crate) s: f64,
    pub(crate) level: f64,
    pub(crate) stretches: Vec<Stretch>,
}

impl OrdersAhead {
    /// Chance that the customer is still active.
    pub fn p_alive(&self) -> f64 {
        self.p_alive
    }

    /// Expected orders in the next `horizon` weeks.
    ///
    /// - Formula: chance active × `(r+x)/(α+A) · ∫ e^(γ·z(t)) ((β+B)/(β+B(t)))^s dt`, exact on
    ///   every stretch.
    /// - Shape: a horizon in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: zero or more; zero for a horizon of zero or less.
    /// - Errors: none.
    /// - Source: Bachmann, Meierer & Näf 2021, appendix.
    /// - Checked: `tests/timed.rs`; the Pareto/NBD's without effects.
    pub fn expected_orders(&self, horizon: f64) -> f64 {
        self.p_alive * self.expected_if_active(horizon)
    }

    /// Expected orders over a horizon, discounted.
    ///
    /// - Formula: `∫ e^(−δt) dE(t)`, as [`Discounting`] has it.
    /// - Shape: a discounted horizon in, one number out.
    /// - Units: orders, worth those of today.
    /// - Range: from 0 to the undiscounted expectation.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Lee 2005, Journal of Marketing Research 42(4), 415–430.
    /// - Checked: `tests/timed.rs`; the Pareto/NBD's without effects.
    pub fn discounted_orders(&self, discounting: &Discounting) -> f64 {
        discounting.discounted_orders(|weeks| self.expected_orders(weeks))
    }

    /// Chances of 0, 1, 2, … orders in the next `horizon` weeks, as far as they count.
    ///
    /// - Formula: negative binomial chances over the order clock up to the moment of leaving,
    ///   summed over parts of the horizon in which it may fall.
    /// - Shape: a horizon in, one chance per number of orders out.
    /// - Units: weeks in, shares out.
    /// - Range: ends where less than one in ten million is left, or at 8,000 orders.
    /// - Errors: none.
    /// - Source: the predictive distribution of the Pareto/NBD on two clocks.
    /// - Checked: `tests/timed.rs`; the Pareto/NBD's without effects.
    pub fn order_distribution(&self, horizon: f64) -> Vec<f64> {
        let most = 20 * MOST_COUNTED as usize;
        let spans = self.spans(horizon);
        let mut chances = count_orders(self.shape, self.weeks, &spans, LEFT_OUT, most);
        chances
            .iter_mut()
            .for_each(|chance| *chance *= self.p_alive);
        chances[0] += 1.0 - self.p_alive;
        chances
    }

    /// The numbers of orders in the next `horizon` weeks to reckon with, as
    /// [`likely_orders`](crate::BaseModel::likely_orders) gives them for a model of the whole base.
    pub fn likely_orders(&self, horizon: f64, coverage: f64) -> OrderRange {
        let if_active = self.expected_if_active(horizon);
        match if_active > MOST_COUNTED {
            true => self.range_of_many(if_active, tail_of(coverage)),
            false => nested_range(&self.order_distribution(horizon), coverage.clamp(0.0, 1.0)),
        }
    }

    /// The median of the orders in the next `horizon` weeks, as
    /// [`median_orders`](crate::BaseModel::median_orders) gives it for a model of the whole base.
    pub fn median_orders(&self, horizon: f64) -> u32 {
        if 1.0 - self.p_alive >= HALF || horizon <= 0.0 {
            return 0;
        }
        let if_active = self.expected_if_active(horizon);
        if if_active > MOST_COUNTED {
            return self.range_of_many(if_active, HALF).low;
        }
        let chances = self.order_distribution(horizon);
        let mut sum = 0.0;
        let within = |chance: &f64| {
            sum += chance;
            sum >= HALF
        };
        chances.iter().position(within).unwrap_or(0) as u32
    }

    /// Variance of the number of orders in the next `horizon` weeks.
    ///
    /// - Formula: `E[N²] − E[N]²` of the distribution, part by part.
    /// - Shape: a horizon in, one variance out.
    /// - Units: orders squared.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: variance of a gamma-Poisson count over a random time.
    /// - Checked: `tests/timed.rs` against the distribution.
    pub fn order_variance(&self, horizon: f64) -> f64 {
        let (mut mean, mut square) = (0.0, 0.0);
        for (span, share) in self.spans(horizon) {
            let own = self.shape / self.weeks * span;
            mean += share * own;
            square += share * (own + own * own * (1.0 + 1.0 / self.shape));
        }
        (self.p_alive * square - (self.p_alive * mean).powi(2)).max(0.0)
    }

    /// What the orders of the next `horizon` weeks bring, as
    /// [`value_range`](crate::BaseModel::value_range) gives it for a model of the whole base.
    pub fn value_range(&self, horizon: f64, size: &OrderSize, coverage: f64) -> (f64, f64) {
        let spans = self.spans(horizon);
        let none = count_orders(self.shape, self.weeks, &spans, 1.0, 1)[0];
        range_of_sum(
            1.0 - self.p_alive * (1.0 - none),
            self.expected_orders(horizon),
            self.order_variance(horizon),
            size,
            coverage,
        )
    }

    /// The stretches up to a horizon, the last one cut there.
    fn until(&self, horizon: f64) -> impl Iterator<Item = Stretch> {
        let mut left = horizon;
        self.stretches.iter().map_while(move |stretch| {
            let weeks = stretch.weeks.min(left);
            left -= stretch.weeks;
            (weeks > 0.0).then_some(Stretch { weeks, ..*stretch })
        })
    }

    fn expected_if_active(&self, horizon: f64) -> f64 {
        let (mut level, mut stays, mut pace) = (self.level, 1.0, 0.0);
        for stretch in self.until(horizon) {
            let growth = (stretch.leaving * stretch.weeks / level).ln_1p();
            let active_weeks = level / stretch.leaving * power_complement(-growth, self.s - 1.0);
            pace += stays * stretch.orders * active_weeks;
            stays *= (-self.s * growth).exp();
            level += stretch.leaving * stretch.weeks;
        }
        self.shape / self.weeks * pace
    }

    /// Spans of the order clock while active, with their shares; the last is the whole horizon.
    fn spans(&self, horizon: f64) -> Vec<(f64, f64)> {
        let parts = FEWEST_PARTS.div_ceil(self.stretches.len().max(1));
        let (mut clock, mut level, mut stays) = (0.0, self.level, 1.0);
        let mut spans = Vec::with_capacity(parts * self.stretches.len() + 1);
        for stretch in self.until(horizon) {
            let weeks = stretch.weeks / parts as f64;
            for _ in 0..parts {
                level += stretch.leaving * weeks;
                let stays_on = (-self.s * (level / self.level).ln()).exp();
                let middle = clock + stretch.orders * weeks / 2.0;
                spans.push((middle, (stays - stays_on).max(0.0)));
                (clock, stays) = (clock + stretch.orders * weeks, stays_on);
            }
        }
        spans.push((clock, stays));
        spans
    }

    fn range_of_many(&self, if_active: f64, tail: f64) -> OrderRange {
        range_of_many(self.shape, 1.0 - self.p_alive, if_active, tail)
    }
}
