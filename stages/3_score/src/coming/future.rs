//! Who still buys and how often: order days enter, chances and expected orders leave.

use clv::{BaseModel, DAYS_PER_WEEK, FoldedHistories, History};
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

/// What a model says about everybody.
pub(crate) struct Future {
    model: BaseModel,
    folded: FoldedHistories,
    outlooks: Vec<Outlook>,
}

impl Future {
    /// Asks a model about everybody.
    pub(crate) fn ask(model: BaseModel, folded: FoldedHistories, horizon: &Horizon) -> Self {
        let outlooks = Outlook::of_all(&model, &folded, horizon);
        Self {
            model,
            folded,
            outlooks,
        }
    }

    /// What the model says about the customer at this place of the base.
    pub(crate) fn outlook(&self, at: usize) -> &Outlook {
        &self.outlooks[self.folded.row_of(at)]
    }

    /// Money expected by the end of each of these rising numbers of days, from what an order of
    /// each customer brings.
    ///
    /// The last sum is that of all customers. How it comes together over time is taken from at
    /// most [`ROWS_OF_A_SHAPE`] histories spread evenly over all kinds of them.
    pub(crate) fn revenue_by(&self, days: &[i32], order_minor: &[f64]) -> Vec<f64> {
        let mut weights = vec![0.0; self.outlooks.len()];
        for (at, minor) in order_minor.iter().enumerate() {
            weights[self.folded.row_of(at)] += minor;
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
