//! Who still buys and how often: order days enter, chances and expected orders leave.

use clv::{BaseModel, DAYS_PER_WEEK, Discounting, FoldedHistories, History};
use terms::Day;

use crate::ScoreError;
use crate::base::CustomerBase;

/// What is to be expected of every customer, column by column in the order of the base.
pub(crate) struct Future {
    pub(crate) model: BaseModel,
    pub(crate) note: String,
    pub(crate) p_alive: Vec<f64>,
    pub(crate) expected_orders: Vec<f64>,
    pub(crate) discounted_orders: Vec<f64>,
}

impl Future {
    /// Chooses and fits a model to a base and asks it about everybody.
    pub(crate) fn of(
        base: &CustomerBase,
        as_of: Day,
        discounting: &Discounting,
    ) -> Result<Self, ScoreError> {
        let folded = FoldedHistories::fold(&model_histories(base, as_of)?);
        let (model, note) = BaseModel::choose(&folded);
        let horizon = discounting.horizon_weeks();
        let outlooks = folded.map(|history| Outlook {
            p_alive: model.p_alive(history),
            expected_orders: model.expected_orders(history, horizon),
            discounted_orders: model.discounted_orders(history, discounting),
        });
        let outlooks = folded.expand(&outlooks);
        Ok(Self {
            model,
            note,
            p_alive: outlooks.iter().map(|one| one.p_alive).collect(),
            expected_orders: outlooks.iter().map(|one| one.expected_orders).collect(),
            discounted_orders: outlooks.iter().map(|one| one.discounted_orders).collect(),
        })
    }

    /// The code the model is stored under: its name in small letters, `bg_nbd` for BG/NBD.
    pub(crate) fn code(&self) -> String {
        self.model
            .name()
            .to_lowercase()
            .replace(|letter: char| !letter.is_alphanumeric(), "_")
    }
}

/// What a model says about one distinct history.
#[derive(Clone, Copy)]
struct Outlook {
    p_alive: f64,
    expected_orders: f64,
    discounted_orders: f64,
}

/// The customers as the models see them: repeat days, weeks to the last order, weeks observed.
fn model_histories(base: &CustomerBase, as_of: Day) -> Result<Vec<History>, ScoreError> {
    (0..base.len())
        .map(|at| {
            let first_day = base.first_days[at];
            let repeats = base.order_days[at].saturating_sub(1);
            let t_x = weeks(base.last_days[at] - first_day);
            History::new(repeats, t_x, weeks(as_of - first_day)).map_err(|why| {
                ScoreError::Damaged {
                    account_id: base.account_ids[at],
                    why: why.to_string(),
                }
            })
        })
        .collect()
}

fn weeks(days: i32) -> f64 {
    f64::from(days) / DAYS_PER_WEEK
}
