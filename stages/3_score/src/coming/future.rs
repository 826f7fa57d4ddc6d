//! Who still buys and how often: order days enter, chances and expected orders leave.

use clv::{BaseModel, DAYS_PER_WEEK, FoldedHistories, History};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use store::Progress;
use terms::Day;

use crate::ScoreError;
use crate::base::{Customer, CustomerBase};
use crate::coming::choice::{Chosen, ModelChoice};
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
        let p_alive = model.p_alive(history);
        let active = horizon.sums(|weeks| model.expected_orders_if_active(history, weeks));
        let gain = if active.discounted > 0.0 {
            (1.0 + LEVER_PULL) * active.slower / active.discounted - 1.0
        } else {
            0.0
        };
        Self {
            p_alive,
            expected_orders: p_alive * active.whole,
            discounted_orders: p_alive * active.discounted,
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

/// A model fitted to a base, and what it says about everybody.
pub(crate) struct Future {
    pub(crate) model: BaseModel,
    pub(crate) choice: ModelChoice,
    /// Which model is used and why, in plain words.
    pub(crate) note: String,
    folded: FoldedHistories,
    outlooks: Vec<Outlook>,
}

impl Future {
    /// Keeps the model chosen before if it still holds, or else chooses and fits one, and asks it
    /// about everybody.
    pub(crate) fn of(
        base: &CustomerBase,
        as_of: Day,
        horizon: &Horizon,
        before: Option<Chosen>,
        progress: &dyn Progress,
    ) -> Result<Self, ScoreError> {
        let folded = FoldedHistories::fold(&histories(base, as_of)?);
        let kept = before.filter(|one| one.choice.holds(base, as_of, horizon.days));
        let Chosen { model, choice } = kept.unwrap_or_else(|| {
            progress.at("Trying models on the past", 0, 0);
            Chosen::by_trial(base, &folded, as_of, horizon.days)
        });
        progress.at("Asking the best model about everybody", 0, 0);
        let outlooks = folded.map(|history| Outlook::of(&model, history, horizon));
        Ok(Self {
            model,
            note: choice.note_on(as_of),
            choice,
            folded,
            outlooks,
        })
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
            let scale = self.revenue_of_every(1, *days, &weights) / part;
            sums.iter_mut().for_each(|sum| *sum *= scale);
        }
        sums
    }

    /// Money that every so many-th history brings within some days.
    fn revenue_of_every(&self, stride: usize, days: i32, weights: &[f64]) -> f64 {
        let weeks = f64::from(days) / DAYS_PER_WEEK;
        let rows = self.folded.rows().par_iter().step_by(stride);
        let orders: Vec<f64> = rows
            .map(|row| self.model.expected_orders(&row.history, weeks))
            .collect();
        let weights = weights.iter().step_by(stride);
        orders
            .iter()
            .zip(weights)
            .map(|(one, weight)| one * weight)
            .sum()
    }

    /// The code the model is stored under: its name in small letters, `bg_nbd` for BG/NBD.
    pub(crate) fn code(&self) -> String {
        self.model
            .name()
            .to_lowercase()
            .replace(|letter: char| !letter.is_alphanumeric(), "_")
    }
}

/// The customers as the models see them: repeat days, weeks to the last order, weeks observed.
fn histories(base: &CustomerBase, as_of: Day) -> Result<Vec<History>, ScoreError> {
    let history = |one: &Customer| {
        history_of(one.order_days, [one.first_day, one.last_day], as_of).map_err(|why| {
            ScoreError::Damaged {
                account_id: one.account_id,
                why: why.to_string(),
            }
        })
    };
    base.customers.iter().map(history).collect()
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
