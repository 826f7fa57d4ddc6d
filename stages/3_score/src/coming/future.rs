//! Who still buys and how often: order days enter, chances and expected orders leave.

use clv::{BaseModel, ByDays, ByHistory, DAYS_PER_WEEK, FoldedHistories, Forecast, History};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use terms::Day;

use crate::ScoreError;
use crate::base::{Customer, CustomerBase};
use crate::coming::horizon::Horizon;
use crate::coming::worth::LEVER_PULL;

/// What a model says about one history.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Outlook {
    pub(crate) p_alive: f64,
    pub(crate) expected_orders: f64,
    pub(crate) discounted_orders: f64,
    /// Orders that would come on top, were it sure to buy still.
    pub(crate) doubted_orders: f64,
    /// What a life longer by a tenth adds to the discounted orders, as a share of them.
    pub(crate) longer_life_gain: f64,
}

impl Outlook {
    /// Asks a model about one history.
    pub(crate) fn of(model: &BaseModel, history: &History, horizon: &Horizon) -> Self {
        let active = horizon.sums(|weeks| model.expected_orders_if_active(history, weeks));
        Self::if_active(active, model.p_alive(history))
    }

    /// Asks a model about every distinct history.
    fn of_all(model: &BaseModel, folded: &FoldedHistories, horizon: &Horizon) -> Vec<Self> {
        let active = model.map_active(folded, |curve| horizon.sums(curve));
        let rows = active.into_par_iter().zip(folded.rows());
        rows.map(|(active, row)| Self::if_active(active, model.p_alive(&row.history)))
            .collect()
    }

    /// The same by what a forecast says: it comes to as much more or less at every moment of the
    /// horizon.
    pub(crate) fn at_level(self, by_history: ByHistory, by_days: ByDays) -> Self {
        let orders = by_history.with(by_days);
        let discounted_orders = match self.expected_orders > HARDLY_ANY {
            true => self.discounted_orders * (orders / self.expected_orders),
            false => orders,
        };
        Self {
            p_alive: by_history.p_alive,
            expected_orders: orders,
            doubted_orders: by_history.doubted_with(by_days),
            discounted_orders,
            ..self
        }
    }

    /// What it comes to from the sums of a horizon for somebody who is active, and the chance
    /// to be.
    fn if_active([whole, discounted, slower]: [f64; 3], p_alive: f64) -> Self {
        let gain = if discounted > 0.0 {
            (1.0 + LEVER_PULL) * slower / discounted - 1.0
        } else {
            0.0
        };
        Self {
            p_alive,
            expected_orders: p_alive * whole,
            discounted_orders: p_alive * discounted,
            doubted_orders: (1.0 - p_alive) * whole,
            longer_life_gain: gain.clamp(0.0, LEVER_PULL),
        }
    }
}

/// How one model did on stretches of the past that it had not seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelLine {
    /// The model's name as the literature has it.
    pub name: String,
    /// Stretches it was tried on.
    pub origins: u32,
    /// Mean absolute error of its orders per customer.
    pub mean_error: f64,
    /// Root of the mean squared error.
    pub root_mean_square: f64,
    /// Mean over the stretches of foretold total over actual total, less one.
    pub bias: f64,
    /// Whether it is the one that is used.
    pub chosen: bool,
}

/// Histories that tell how the money of a horizon comes together over time: the shape of so many,
/// spread evenly over all, is that of everybody to far less than the doubt about any month.
const ROWS_OF_A_SHAPE: usize = 20_000;

/// What is said about everybody: by a model, and where more than it foretold the past best, how many
/// orders are to be expected by all of that together.
pub(crate) struct Future {
    model: BaseModel,
    folded: FoldedHistories,
    outlooks: Vec<Outlook>,
    forecast: Option<Foretold>,
}

/// What a forecast says.
struct Foretold {
    /// Of each distinct history.
    by_history: Vec<ByHistory>,
    /// Of the order days of each customer; empty where they have no say.
    by_days: Vec<ByDays>,
}

impl Foretold {
    fn by_days(&self, at: usize) -> ByDays {
        self.by_days.get(at).copied().unwrap_or(ByDays::NOTHING)
    }
}

/// Expected orders too few to be divided by.
const HARDLY_ANY: f64 = 1e-12;

impl Future {
    /// Asks a model about everybody.
    pub(crate) fn ask(model: BaseModel, folded: FoldedHistories, horizon: &Horizon) -> Self {
        let outlooks = Outlook::of_all(&model, &folded, horizon);
        Self {
            model,
            folded,
            outlooks,
            forecast: None,
        }
    }

    /// Puts what a forecast expects in the model's place; `by_days` is what the order days of each
    /// customer say, empty where they have no say.
    pub(crate) fn follow(&mut self, forecast: &Forecast, by_days: Vec<ByDays>, horizon_days: i32) {
        self.forecast = Some(Foretold {
            by_history: forecast.by_history(&self.folded, weeks_of(horizon_days)),
            by_days,
        });
    }

    /// What is said about the customer at this place of the base.
    pub(crate) fn outlook(&self, at: usize) -> Outlook {
        let row = self.folded.row_of(at);
        match &self.forecast {
            Some(told) => self.outlooks[row].at_level(told.by_history[row], told.by_days(at)),
            None => self.outlooks[row],
        }
    }

    /// Money expected by the end of each of these rising numbers of days, from what an order of
    /// each customer brings.
    ///
    /// The last sum is that of all customers. How it comes together over time is taken from at
    /// most [`ROWS_OF_A_SHAPE`] histories spread evenly over all kinds of them.
    pub(crate) fn revenue_by(&self, days: &[i32], order_minor: &[f64]) -> Vec<f64> {
        let mut weights = vec![0.0; self.outlooks.len()];
        for (at, minor) in order_minor.iter().enumerate() {
            let row = self.folded.row_of(at);
            let by_model = self.outlooks[row].expected_orders;
            // As many times the money as there are orders for one that the model expects.
            let level = match &self.forecast {
                Some(told) if by_model > HARDLY_ANY => {
                    told.by_history[row].with(told.by_days(at)) / by_model
                }
                _ => 1.0,
            };
            weights[row] += level * minor;
        }
        let stride = weights.len().div_ceil(ROWS_OF_A_SHAPE).max(1);
        let mut sums: Vec<f64> = days
            .iter()
            .map(|days| self.revenue_of_every(stride, *days, &weights))
            .collect();
        if let (Some(days), Some(part)) = (days.last(), sums.last().copied())
            && stride > 1
            && part > 0.0
        {
            let scale = self.revenue_within(*days, &weights) / part;
            sums.iter_mut().for_each(|sum| *sum *= scale);
        }
        sums
    }

    /// Money that every so many-th history brings within some days.
    fn revenue_of_every(&self, stride: usize, days: i32, weights: &[f64]) -> f64 {
        let weeks = f64::from(days) / DAYS_PER_WEEK;
        let rows = self.folded.rows().iter().zip(weights).step_by(stride);
        rows.map(|(row, weight)| weight * self.model.expected_orders(&row.history, weeks))
            .sum()
    }

    /// Money that all histories bring within some days.
    fn revenue_within(&self, days: i32, weights: &[f64]) -> f64 {
        let weeks = f64::from(days) / DAYS_PER_WEEK;
        let active = self.model.map_active(&self.folded, |curve| [curve(weeks)]);
        let each = active.iter().zip(&self.outlooks).zip(weights);
        each.map(|(([orders], outlook), weight)| weight * outlook.p_alive * orders)
            .sum()
    }
}

/// What a forecast says of one history.
pub(crate) fn by_history(forecast: &Forecast, history: &History, horizon_days: i32) -> ByHistory {
    let alone = FoldedHistories::fold(&[*history]);
    forecast.by_history(&alone, weeks_of(horizon_days))[0]
}

/// Weeks of a horizon.
pub(crate) fn weeks_of(horizon_days: i32) -> f64 {
    f64::from(horizon_days) / DAYS_PER_WEEK
}

/// The customers as the models see them: repeat days, weeks to the last order, weeks observed.
pub(crate) fn fold_histories(
    base: &CustomerBase,
    as_of: Day,
) -> Result<FoldedHistories, ScoreError> {
    let history = |one: &Customer| {
        history_of(one.order_days, [one.first_day, one.last_day], as_of).map_err(|why| {
            ScoreError::Damaged {
                account_id: one.account_id,
                why: why.to_string(),
            }
        })
    };
    let histories: Result<Vec<History>, ScoreError> =
        base.customers.par_iter().map(history).collect();
    Ok(FoldedHistories::fold(&histories?))
}

/// One customer as the models see it.
pub(crate) fn history_of(
    order_days: u32,
    [first_day, last_day]: [Day; 2],
    as_of: Day,
) -> Result<History, clv::HistoryError> {
    let weeks = |days: i32| f64::from(days) / DAYS_PER_WEEK;
    History::new(
        order_days.saturating_sub(1),
        weeks(last_day - first_day),
        weeks(as_of - first_day),
    )
}
