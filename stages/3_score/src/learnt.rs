//! Everything a run learnt or assumed, kept with it, so that it can be checked by hand, that one
//! account can be looked at later just as the run did, and that the next run need not learn again.

use clv::FoldedHistories;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::{Progress, StoreError, rusqlite};
use terms::Day;

use crate::ScoreError;
use crate::alike::likeness::LikenessModel;
use crate::alike::likes::{EvidenceLine, LikeModel, weigh_evidence};
use crate::base::CustomerBase;
use crate::coming::choice::Chosen;
use crate::coming::spend::SpendOutlook;
use crate::coming::worth::{BaseShares, cost_coverage};
use crate::log::windows::Assumptions;
use crate::log::words::Words;
use crate::past::best::BestBy;
use crate::runs::read_latest_run;
use crate::settings::ScoreSettings;

/// What a run learnt, and what it assumed in doing so.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Learnt {
    pub(crate) chosen: Chosen,
    pub(crate) spend: SpendOutlook,
    pub(crate) shares: BaseShares,
    pub(crate) likes: Option<LikeModel>,
    pub(crate) likeness: Option<LikenessModel>,
    /// What either kind of evidence behind the potential is worth.
    pub(crate) evidence: Vec<EvidenceLine>,
    pub(crate) assumed: Assumptions,
    best_by: BestBy,
    best_share: f64,
    /// Accounts whose country, industry and size were known.
    known: [usize; 3],
}

/// What there is to learn from, and the question.
pub(crate) struct Lessons<'a> {
    pub(crate) base: &'a CustomerBase,
    pub(crate) folded: &'a FoldedHistories,
    /// The bits of `scores.best`.
    pub(crate) best: &'a [u8],
    pub(crate) words: &'a Words,
    pub(crate) settings: &'a ScoreSettings,
    pub(crate) assumed: Assumptions,
    pub(crate) as_of: Day,
    pub(crate) horizon_days: i32,
}

impl Lessons<'_> {
    /// Keeps what the run before learnt as long as its choice of a model holds, nothing else is
    /// assumed and hardly anything else is known of accounts: one without news then scores on the
    /// same day as it did. Learns all but the model anew otherwise.
    pub(crate) fn learn(&self, before: Option<Learnt>, progress: &dyn Progress) -> Learnt {
        let kept = before.filter(|one| {
            let choice = &one.chosen.choice;
            choice.holds(self.base, self.as_of, self.horizon_days)
        });
        match kept {
            Some(kept) if kept.assumes(self) => kept,
            kept => self.learn_all(kept.map(|one| one.chosen), progress),
        }
    }

    fn learn_all(&self, chosen: Option<Chosen>, progress: &dyn Progress) -> Learnt {
        let chosen = chosen.unwrap_or_else(|| {
            progress.at("Trying models on the past", 0, 0);
            Chosen::by_trial(self.base, self.folded, self.as_of, self.horizon_days)
        });
        progress.at("Learning from likeness and spending", 0, 0);
        // What spending tells and what likeness tells, beside each other: two cores.
        let of_spending = || {
            let shares = BaseShares::of(self.base, self.assumed.margin_share);
            let likeness = LikenessModel::learn(self.base, self.best);
            (shares, SpendOutlook::learn(self.base), likeness)
        };
        let of_likes = || {
            let likes = LikeModel::learn(self.base, self.words, self.as_of);
            (likes, weigh_evidence(self.base, self.words, self.as_of))
        };
        let ((shares, spend, likeness), (likes, evidence)) = rayon::join(of_spending, of_likes);
        Learnt {
            chosen,
            spend,
            shares,
            likes,
            likeness,
            evidence,
            assumed: self.assumed,
            best_by: self.settings.best_by,
            best_share: self.settings.best_share,
            known: self.base.known,
        }
    }
}

impl Learnt {
    fn assumes(&self, lessons: &Lessons<'_>) -> bool {
        let settings = lessons.settings;
        self.assumed == lessons.assumed
            && (self.best_by, self.best_share) == (settings.best_by, settings.best_share)
            && self
                .chosen
                .choice
                .has_few_news(self.known, lessons.base.known)
    }

    /// All of it as JSON, the parameters by their names first.
    pub(crate) fn text(&self) -> Result<String, ScoreError> {
        let named = |pairs: Vec<(&'static str, f64)>| -> Value {
            let named = pairs
                .into_iter()
                .map(|(name, one)| (name.into(), one.into()));
            Value::Object(named.collect())
        };
        let shares = &self.shares;
        let mut text = Map::new();
        text.insert("orders".into(), named(self.chosen.model.parameters()));
        text.insert("spends".into(), named(self.spend.parameters()));
        let contribution = shares.margin - shares.shipping - shares.service;
        text.insert("contribution_share".into(), contribution.into());
        if let Value::Object(all) = serde_json::to_value(self).map_err(damaged)? {
            text.extend(all);
        }
        Ok(Value::Object(text).to_string())
    }
}

/// Reads back what a run learnt.
pub(crate) fn recall(parameters: &str) -> Result<Learnt, ScoreError> {
    Ok(serde_json::from_str(parameters).map_err(damaged)?)
}

fn damaged(error: serde_json::Error) -> StoreError {
    StoreError::Damaged {
        what: "what the newest scores were learnt from".into(),
        why: error.to_string(),
    }
}

/// What the newest run learnt; none before the first, or where it cannot be read any more.
pub(crate) fn recall_newest(db: &Connection) -> Result<Option<Learnt>, ScoreError> {
    Ok(read_latest_run(db)?.and_then(|run| recall(&run.parameters).ok()))
}

/// How the scores came about, in plain words.
pub(crate) fn note(base: &CustomerBase, learnt: &Learnt, as_of: Day) -> String {
    if base.customers.is_empty() {
        return "No account has an order yet, so there is nothing to learn from and nothing to \
                expect. Import orders first."
            .into();
    }
    let margin = percent(learnt.assumed.margin_share);
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
    let choice = learnt.chosen.choice.note_on(as_of);
    format!("{choice} {} {costs}", learnt.spend.note())
}

/// A share as a whole percentage.
fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
