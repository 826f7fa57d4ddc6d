//! What the next order of a customer will be: own spends enter, an expected spend leaves.

use clv::{FEWEST_REPEATERS, FitNote, GammaGamma, Spend};
use serde::{Deserialize, Serialize};

use crate::base::CustomerBase;

/// How spends are foreseen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct SpendOutlook {
    model: Option<GammaGamma>,
    note: String,
}

impl SpendOutlook {
    /// Learns from the repeat orders of a base, or falls back to everybody's own mean.
    pub(crate) fn learn(base: &CustomerBase) -> Self {
        let spends = repeat_spends(base);
        if spends.len() < FEWEST_REPEATERS {
            let why = format!("fewer than {FEWEST_REPEATERS} customers have ordered again");
            return Self::own_mean(&why);
        }
        match GammaGamma::fit(&spends) {
            Ok(fit) if fit.note == Some(FitNote::SpendMeanUnstable) => {
                Self::own_mean(&FitNote::SpendMeanUnstable.to_string())
            }
            Ok(fit) => Self {
                model: Some(fit.params),
                note: "What an order will be worth was learnt from all orders (Gamma-Gamma)."
                    .into(),
            },
            Err(_) => Self::own_mean("the spends so far are too much alike to learn from"),
        }
    }

    fn own_mean(why: &str) -> Self {
        let note = format!("What an order will be worth is each customer's own mean, for {why}.");
        Self { model: None, note }
    }

    /// Expected spend of a customer's next order day, from all its days, the first included.
    ///
    /// The model's parameters are learnt from repeat days alone, as its authors do; a single
    /// customer is judged by the first day too, or all who ordered once would look the same.
    pub(crate) fn expected_minor(&self, order_days: u32, kept_minor: i64) -> f64 {
        let mean = kept_minor as f64 / f64::from(order_days.max(1));
        self.model
            .map_or(mean, |model| model.expected_mean_spend(order_days, mean))
    }

    /// The model, where there is one.
    pub(crate) fn model(&self) -> Option<GammaGamma> {
        self.model
    }

    /// The code it is stored under.
    pub(crate) fn code(&self) -> &'static str {
        if self.model.is_some() {
            "gamma_gamma"
        } else {
            "own_mean"
        }
    }

    /// The parameters under the papers' names; none without a model.
    pub(crate) fn parameters(&self) -> Vec<(&'static str, f64)> {
        self.model
            .map_or_else(Vec::new, |model| model.parameters().to_vec())
    }

    /// In plain words, how spends are foreseen and why so.
    pub(crate) fn note(&self) -> &str {
        &self.note
    }
}

/// Number and mean of the repeat days of everybody who has any.
fn repeat_spends(base: &CustomerBase) -> Vec<Spend> {
    base.customers
        .iter()
        .filter(|one| one.order_days > 1)
        .filter_map(|one| Spend::new(one.order_days - 1, one.repeat_mean_minor).ok())
        .collect()
}
