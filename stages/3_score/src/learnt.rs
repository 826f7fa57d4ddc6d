//! Everything a run learnt or assumed, kept with it, so that it can be checked by hand and one
//! account can be looked at later just as the run did.

use clv::{BaseModel, GammaGamma};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{StoreError, rusqlite};

use crate::ScoreError;
use crate::alike::likeness::LikenessModel;
use crate::alike::likes::LikeModel;
use crate::base::CustomerBase;
use crate::coming::choice::Chosen;
use crate::coming::future::Future;
use crate::coming::spend::SpendOutlook;
use crate::coming::worth::{BaseShares, cost_coverage};
use crate::runs::read_latest_run;

/// What was learnt besides the model of orders.
pub(crate) struct Learnt {
    pub(crate) spend: SpendOutlook,
    pub(crate) shares: BaseShares,
    pub(crate) margin_share: f64,
    pub(crate) likes: Option<LikeModel>,
    pub(crate) likeness: Option<LikenessModel>,
}

/// The same as it is read back.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Recalled {
    pub(crate) model: BaseModel,
    pub(crate) spend: Option<GammaGamma>,
    pub(crate) shares: BaseShares,
    pub(crate) margin_share: f64,
    pub(crate) likes: Option<LikeModel>,
    pub(crate) likeness: Option<LikenessModel>,
}

impl Learnt {
    /// All of it as JSON.
    pub(crate) fn text(&self, future: &Future) -> String {
        let named =
            |pairs: Vec<(&'static str, f64)>| -> serde_json::Map<String, serde_json::Value> {
                pairs
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value.into()))
                    .collect()
            };
        json!({
            "orders": named(future.model.parameters()),
            "spends": named(self.spend.parameters()),
            "margin_share": self.margin_share,
            "kept_share": self.shares.kept,
            "contribution_share": self.shares.margin - self.shares.shipping - self.shares.service,
            "model": future.model,
            "choice": future.choice,
            "spend": self.spend.model(),
            "shares": self.shares,
            "likes": self.likes,
            "likeness": self.likeness,
        })
        .to_string()
    }
}

/// Reads back what a run learnt; none for a run of an older program.
pub(crate) fn recall(parameters: &str) -> Result<Recalled, ScoreError> {
    let damaged = |error: serde_json::Error| StoreError::Damaged {
        what: "what the newest scores were learnt from".into(),
        why: error.to_string(),
    };
    Ok(serde_json::from_str(parameters).map_err(damaged)?)
}

/// The model that the newest run used, with the choice behind it; none where an older program, or
/// none yet, made that run.
pub(crate) fn recall_chosen(db: &Connection) -> Result<Option<Chosen>, ScoreError> {
    let run = read_latest_run(db)?;
    Ok(run.and_then(|run| serde_json::from_str(&run.parameters).ok()))
}

/// How the scores came about, in plain words.
pub(crate) fn note(
    base: &CustomerBase,
    future: &Future,
    learnt: &Learnt,
    margin_share: f64,
) -> String {
    if base.customers.is_empty() {
        return "No account has an order yet, so there is nothing to learn from and nothing to \
                expect. Import orders first."
            .into();
    }
    let margin = percent(margin_share);
    let costs = match cost_coverage(base) {
        known if known <= 0.0 => {
            format!("No costs are known: {margin} of revenue is taken as profit.")
        }
        known if known >= 1.0 => "The cost of all orders is known.".into(),
        known => format!(
            "The cost behind {} of revenue is known; of the rest {margin} is taken as profit.",
            percent(known)
        ),
    };
    format!("{} {} {costs}", future.note, learnt.spend.note())
}

/// A share as a whole percentage.
fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
