//! The models by the names that people type.
//!
//! Enters: a name. Leaves: a model to fit, and the fit.

use std::str::FromStr;

use clv::{
    BaseModel, BgNbd, Cnbd, CorrelatedParetoNbd, FirstOrder, FitError, Fitted, FoldedHistories,
    GGompertzNbd, MbgNbd, Nbd, ParetoNbd, SimpleRule,
};

use crate::error::AnalystError;

/// A model to fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ModelName {
    /// The one that foretold the past best.
    #[default]
    Auto,
    /// Leaving at any moment.
    ParetoNbd,
    /// The same, with order rate and leaving tied.
    ParetoNbdCorrelated,
    /// Leaving more readily with age.
    GGompertzNbd,
    /// Leaving after a repeat order.
    BgNbd,
    /// Leaving after any order.
    MbgNbd,
    /// Leaving after a repeat order, regular gaps.
    BgCnbd,
    /// Leaving after any order, regular gaps.
    MbgCnbd,
    /// Nobody leaves.
    Nbd,
    /// Own pace drawn to the base's.
    SimpleRule,
}

/// Every model with the name that is typed.
const NAMES: [(ModelName, &str); 10] = [
    (ModelName::Auto, "auto"),
    (ModelName::ParetoNbd, "pareto_nbd"),
    (ModelName::ParetoNbdCorrelated, "pareto_nbd_correlated"),
    (ModelName::GGompertzNbd, "ggompertz_nbd"),
    (ModelName::BgNbd, "bg_nbd"),
    (ModelName::MbgNbd, "mbg_nbd"),
    (ModelName::BgCnbd, "bg_cnbd_k"),
    (ModelName::MbgCnbd, "mbg_cnbd_k"),
    (ModelName::Nbd, "nbd"),
    (ModelName::SimpleRule, "simple_rule"),
];

/// Models whose name in the literature is spelt in other words.
const IN_PAPERS: [(ModelName, &str); 1] = [(
    ModelName::ParetoNbdCorrelated,
    "Pareto/NBD with correlation",
)];

impl ModelName {
    /// The names that can be typed.
    #[must_use]
    pub fn all() -> String {
        NAMES.map(|(_, name)| name).join(", ")
    }

    /// The name that is typed for it.
    #[must_use]
    pub fn code(self) -> &'static str {
        NAMES
            .iter()
            .find(|(model, _)| *model == self)
            .map_or("", |(_, name)| name)
    }

    /// What a fitted model is called.
    #[must_use]
    pub fn of(model: &BaseModel) -> Option<ModelName> {
        Some(match model {
            BaseModel::ParetoNbd(_) => ModelName::ParetoNbd,
            BaseModel::CorrelatedParetoNbd(_) => ModelName::ParetoNbdCorrelated,
            BaseModel::GGompertzNbd(_) => ModelName::GGompertzNbd,
            BaseModel::BgNbd(_) => ModelName::BgNbd,
            BaseModel::MbgNbd(_) => ModelName::MbgNbd,
            BaseModel::Cnbd(model) => match model.first_order() {
                FirstOrder::Stays => ModelName::BgCnbd,
                FirstOrder::MayLeave => ModelName::MbgCnbd,
            },
            BaseModel::Nbd(_) => ModelName::Nbd,
            BaseModel::SimpleRule(_) => ModelName::SimpleRule,
            _ => return None,
        })
    }

    /// Fits this model; the regular ones need the sum of log gaps.
    ///
    /// # Errors
    /// [`FitError`] of the model.
    ///
    /// # Panics
    /// For `Auto`, which is chosen, not fitted.
    pub(crate) fn fit(
        self,
        base: &FoldedHistories,
        ln_gap_sum: f64,
    ) -> Result<Fitted<BaseModel>, FitError> {
        Ok(match self {
            ModelName::Auto => unreachable!("a choice is made before a model is fitted"),
            ModelName::ParetoNbd => ParetoNbd::fit(base)?.map(BaseModel::ParetoNbd),
            ModelName::ParetoNbdCorrelated => {
                CorrelatedParetoNbd::fit(base)?.map(BaseModel::CorrelatedParetoNbd)
            }
            ModelName::GGompertzNbd => GGompertzNbd::fit(base)?.map(BaseModel::GGompertzNbd),
            ModelName::BgNbd => BgNbd::fit(base)?.map(BaseModel::BgNbd),
            ModelName::MbgNbd => MbgNbd::fit(base)?.map(BaseModel::MbgNbd),
            ModelName::BgCnbd => {
                Cnbd::fit(base, ln_gap_sum, FirstOrder::Stays)?.map(BaseModel::Cnbd)
            }
            ModelName::MbgCnbd => {
                Cnbd::fit(base, ln_gap_sum, FirstOrder::MayLeave)?.map(BaseModel::Cnbd)
            }
            ModelName::Nbd => Nbd::fit(base)?.map(BaseModel::Nbd),
            ModelName::SimpleRule => learnt(base, BaseModel::SimpleRule(SimpleRule::learn(base))),
        })
    }

    /// Whether it needs the gaps between orders, which a summary table does not know.
    #[must_use]
    pub fn needs_gaps(self) -> bool {
        matches!(self, ModelName::BgCnbd | ModelName::MbgCnbd)
    }
}

impl FromStr for ModelName {
    type Err = AnalystError;

    /// Reads `bg_nbd`, `BG/NBD` and `bgnbd` alike.
    fn from_str(text: &str) -> Result<Self, AnalystError> {
        let plain = |text: &str| -> String {
            let letters = text.chars().filter(char::is_ascii_alphanumeric);
            letters.map(|one| one.to_ascii_lowercase()).collect()
        };
        NAMES
            .iter()
            .find(|(_, name)| plain(name) == plain(text))
            .or_else(|| {
                IN_PAPERS
                    .iter()
                    .find(|(_, name)| plain(name) == plain(text))
            })
            .map(|(model, _)| *model)
            .ok_or_else(|| AnalystError::NoSuchModel {
                asked: text.to_owned(),
                known: ModelName::all(),
            })
    }
}

/// What was learnt without a likelihood.
pub(crate) fn learnt(base: &FoldedHistories, model: BaseModel) -> Fitted<BaseModel> {
    Fitted {
        params: model,
        log_likelihood: f64::NEG_INFINITY,
        standard_errors: None,
        customers: base.customers(),
        folded_rows: base.rows().len(),
        iterations: 0,
        note: None,
    }
}

#[cfg(test)]
mod tests {
    use super::ModelName;

    #[test]
    fn models_are_found_by_any_spelling_of_their_names() {
        for (text, model) in [
            ("bg_nbd", ModelName::BgNbd),
            ("BG/NBD", ModelName::BgNbd),
            ("Pareto/NBD", ModelName::ParetoNbd),
            ("MBG/CNBD-k", ModelName::MbgCnbd),
            ("auto", ModelName::Auto),
            (
                "Pareto/NBD with correlation",
                ModelName::ParetoNbdCorrelated,
            ),
        ] {
            assert_eq!(text.parse().ok(), Some(model), "{text}");
            assert_eq!(model.code().parse().ok(), Some(model));
        }
        let error = "betageo"
            .parse::<ModelName>()
            .map_err(|error| error.to_string());
        assert!(error.is_err_and(|words| words.contains("bg_nbd")));
    }
}
