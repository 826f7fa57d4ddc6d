//! One name for whatever answers about customers: a model of the whole base, or one that knows
//! covariates.

use clv::{BaseModel, Discounting, History, ParamError, ParetoNbd};

/// What answers about customers.
#[derive(Clone, Debug, PartialEq)]
pub enum Engine {
    /// One model for all.
    Base(BaseModel),
    /// A Pareto/NBD whose rates depend on what is known of each customer.
    Covariates {
        /// That of customers with all covariates at zero.
        baseline: ParetoNbd,
        /// By how much, in logarithms, a unit of each covariate moves the order rate.
        on_orders: Vec<f64>,
        /// By how much it moves the rate of leaving.
        on_leaving: Vec<f64>,
        /// The covariates of each customer, in the order of the base.
        rows: Vec<Vec<f64>>,
    },
}

impl Engine {
    /// Whether equal histories get equal answers, so that folding them saves work.
    #[must_use]
    pub fn is_same_for_all(&self) -> bool {
        matches!(self, Engine::Base(_))
    }

    /// The model of the customer in this row.
    ///
    /// # Errors
    /// When covariates drive a rate out of its range.
    pub fn of_customer(&self, row: usize) -> Result<BaseModel, ParamError> {
        match self {
            Engine::Base(model) => Ok(*model),
            Engine::Covariates {
                baseline,
                on_orders,
                on_leaving,
                rows,
            } => {
                let [r, alpha, s, beta] = baseline.parameters().map(|(_, value)| value);
                let factor = |effects: &[f64]| {
                    let pairs = effects.iter().zip(&rows[row]);
                    pairs.map(|(effect, z)| effect * z).sum::<f64>().exp()
                };
                let own =
                    ParetoNbd::new(r, alpha / factor(on_orders), s, beta / factor(on_leaving));
                own.map(BaseModel::ParetoNbd)
            }
        }
    }
}

/// What a model says about one history.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Outlook {
    pub(crate) p_alive: f64,
    pub(crate) orders: f64,
    pub(crate) discounted: f64,
    /// Weeks in which the model itself expects so many orders.
    pub(crate) weeks: f64,
    /// Lower and upper ends of the 80 % and of the 95 % range of orders.
    pub(crate) ranges: [u32; 4],
}

impl Outlook {
    /// What an order of the horizon is worth today, as a share of what it brings.
    pub(crate) fn worth_of_an_order(&self) -> f64 {
        match self.orders > 0.0 {
            true => self.discounted / self.orders,
            false => 0.0,
        }
    }

    pub(crate) fn of(
        model: &BaseModel,
        history: &History,
        horizon_weeks: f64,
        discounting: &Discounting,
        with_ranges: bool,
    ) -> Outlook {
        let ranges = match with_ranges {
            false => [0; 4],
            true => ranges_of(model, history, horizon_weeks),
        };
        Outlook {
            p_alive: model.p_alive(history),
            orders: model.expected_orders(history, horizon_weeks),
            discounted: model.discounted_orders(history, discounting),
            weeks: horizon_weeks,
            ranges,
        }
    }
}

/// Lower and upper ends of the 80 % and of the 95 % range of orders.
pub(crate) fn ranges_of(model: &BaseModel, history: &History, horizon_weeks: f64) -> [u32; 4] {
    let (low_80, high_80) = model.order_range(history, horizon_weeks, 0.80);
    let (low_95, high_95) = model.order_range(history, horizon_weeks, 0.95);
    [low_80, high_80, low_95, high_95]
}
