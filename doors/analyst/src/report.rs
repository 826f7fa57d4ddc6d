//! What `fit --json` writes and `predict --params` reads: parameters under the papers' names.

use std::path::Path;

use clv::{
    BaseModel, BgNbd, Cnbd, CorrelatedParetoNbd, FirstOrder, Forecast, GGompertzNbd, GammaGamma,
    MbgNbd, Nbd, ParamError, ParetoNbd, SimpleRule, SpendModel,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::base::Base;
use crate::covariates::{Code, Covariates};
use crate::engine::Engine;
use crate::error::AnalystError;
use crate::model_name::ModelName;
use crate::time_unit::TimeUnit;

/// Everything to be said about a fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FitReport {
    /// The model as the literature calls it.
    pub model: String,
    /// The unit of its parameters.
    #[serde(default)]
    pub time_unit: TimeUnit,
    /// Its parameters.
    pub parameters: Map<String, Value>,
    /// Their standard errors; none at an edge of the model.
    #[serde(default)]
    pub standard_errors: Option<Map<String, Value>>,
    /// The log-likelihood in that unit; none where nothing was maximised.
    #[serde(default)]
    pub log_likelihood: Option<f64>,
    /// Customers fitted to.
    #[serde(default)]
    pub customers: usize,
    /// Those with a repeat order.
    #[serde(default)]
    pub repeat_customers: usize,
    /// Distinct histories they were folded into.
    #[serde(default)]
    pub folded_rows: usize,
    /// Steps of the search.
    #[serde(default)]
    pub iterations: usize,
    /// Whether the search came to rest; a fit that does not is refused.
    #[serde(default)]
    pub converged: bool,
    /// The last day that counted.
    #[serde(default)]
    pub as_of: Option<String>,
    /// What the reader should know.
    #[serde(default)]
    pub notes: Vec<String>,
    /// How covariates move the rates.
    #[serde(default)]
    pub covariates: Option<Effects>,
    /// The model of spend.
    #[serde(default)]
    pub spend: Option<SpendReport>,
    /// Seconds that fitting took.
    #[serde(default)]
    pub seconds: f64,
    /// What came over what the choice would have foretold, at days of the past; totals are given
    /// their range by it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_ratios: Vec<f64>,
    /// The model of order sizes that was chosen by what it foretold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sizes: Option<SpendModel>,
    /// The forecast that was chosen, where it is more than the model alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Forecast>,
}

/// How covariates move the rates, in logarithms per unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effects {
    /// On how often customers order, by covariate.
    pub on_orders: Map<String, Value>,
    /// On how readily they leave, by covariate.
    pub on_leaving: Map<String, Value>,
    /// Their standard errors; none where columns tell the same.
    #[serde(default)]
    pub standard_errors: Option<EffectErrors>,
    /// How columns became covariates; a file without it has numbers as they are.
    #[serde(default)]
    pub codes: Vec<Code>,
}

/// Standard errors of effects; null for one that ran to the limit of the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffectErrors {
    /// Of those on how often customers order.
    pub on_orders: Map<String, Value>,
    /// Of those on how readily they leave.
    pub on_leaving: Map<String, Value>,
}

impl Effects {
    /// How columns became covariates.
    pub(crate) fn codes_or_names(&self) -> Vec<Code> {
        match self.codes.is_empty() {
            true => self
                .on_orders
                .keys()
                .map(|name| Code::plain(name))
                .collect(),
            false => self.codes.clone(),
        }
    }

    /// The effects on orders and on leaving, in the order of the codes.
    pub(crate) fn values(&self, codes: &[Code]) -> Result<[Vec<f64>; 2], String> {
        let of = |effects: &Map<String, Value>| -> Result<Vec<f64>, String> {
            codes
                .iter()
                .map(|code| number(effects, &code.name()))
                .collect()
        };
        Ok([of(&self.on_orders)?, of(&self.on_leaving)?])
    }
}

/// Everything to be said about the fit of spend.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpendReport {
    /// The model as the literature calls it.
    pub model: String,
    /// Its parameters.
    pub parameters: Map<String, Value>,
    /// Their standard errors.
    #[serde(default)]
    pub standard_errors: Option<Map<String, Value>>,
    /// The log-likelihood.
    #[serde(default)]
    pub log_likelihood: f64,
    /// Customers fitted to.
    #[serde(default)]
    pub customers: usize,
    /// What the reader should know.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// Values in weeks under their names in the unit asked for.
pub(crate) fn named(
    pairs: impl Iterator<Item = (&'static str, f64)>,
    model: ModelName,
    unit: TimeUnit,
) -> Map<String, Value> {
    pairs
        .map(|(name, value)| {
            (
                name.to_owned(),
                Value::from(value * unit.factor(model, name)),
            )
        })
        .collect()
}

impl FitReport {
    /// Reads a report from a file that `fit --json` wrote, or that somebody wrote by hand: model,
    /// unit and parameters are enough.
    ///
    /// # Errors
    /// When it is no such file.
    pub fn read(path: &Path) -> Result<FitReport, AnalystError> {
        let text = std::fs::read_to_string(path).map_err(AnalystError::file(path))?;
        serde_json::from_str(&text).map_err(|error| AnalystError::Parameters {
            path: path.display().to_string(),
            why: error.to_string(),
        })
    }

    /// The report as JSON, a line for each figure; a chosen forecast, which nobody reads, on one.
    ///
    /// # Errors
    /// Never in practice: every figure of a fit is finite.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let Some(forecast) = &self.forecast else {
            return serde_json::to_string_pretty(self);
        };
        let forecast = serde_json::to_string(forecast)?;
        let figures = FitReport {
            forecast: None,
            ..self.clone()
        };
        let figures = serde_json::to_string_pretty(&figures)?;
        let open = figures.strip_suffix("\n}").unwrap_or(&figures);
        Ok(format!("{open},\n  \"forecast\": {forecast}\n}}"))
    }

    /// The models that the report tells of, for the customers of a base; `notes` gets what is to be
    /// said about them.
    ///
    /// # Errors
    /// When parameters are missing or impossible, or the covariates do not fit.
    pub fn models(
        &self,
        path: &Path,
        base: &Base,
        covariates: Option<&Covariates>,
        notes: &mut Vec<String>,
    ) -> Result<(Engine, Option<GammaGamma>), AnalystError> {
        let wrong = |why: String| AnalystError::Parameters {
            path: path.display().to_string(),
            why,
        };
        let model = self.base_model().map_err(&wrong)?;
        let engine = match (&self.covariates, covariates, model) {
            (None, None, model) => Engine::Base(model),
            (None, Some(_), _) => {
                return Err(AnalystError::Unsuited {
                    path: path.display().to_string(),
                    why: "it was fitted without covariates; leave out --covariates".into(),
                });
            }
            (Some(effects), Some(covariates), BaseModel::ParetoNbd(baseline)) => {
                let (engine, told) = covariates.engine(base, baseline, effects)?;
                notes.extend(told);
                engine
            }
            _ => {
                return Err(AnalystError::Unsuited {
                    path: path.display().to_string(),
                    why: "it was fitted with covariates; give the same files with --covariates"
                        .into(),
                });
            }
        };
        let spend = self
            .spend
            .as_ref()
            .map(SpendReport::gamma_gamma)
            .transpose();
        Ok((engine, spend.map_err(&wrong)?))
    }

    fn base_model(&self) -> Result<BaseModel, String> {
        let name: ModelName = self
            .model
            .parse()
            .map_err(|error: AnalystError| error.to_string())?;
        let get = |parameter: &str| -> Result<f64, String> {
            let value = number(&self.parameters, parameter)?;
            Ok(value / self.time_unit.factor(name, parameter))
        };
        let four = |names: [&str; 4]| -> Result<[f64; 4], String> {
            Ok([
                get(names[0])?,
                get(names[1])?,
                get(names[2])?,
                get(names[3])?,
            ])
        };
        let after_order = || four(["r", "alpha", "a", "b"]);
        let pareto = || four(["r", "alpha", "s", "beta"]);
        let checked = |model: Result<BaseModel, ParamError>| model.map_err(|why| why.to_string());
        let cnbd = |first_order| {
            let (k, theta) = (get("k")?, after_order()?);
            checked(Cnbd::new(first_order, k as u32, theta).map(BaseModel::Cnbd))
        };
        match name {
            ModelName::Auto => Err("it names no model".into()),
            ModelName::ParetoNbd => {
                let [r, alpha, s, beta] = pareto()?;
                checked(ParetoNbd::new(r, alpha, s, beta).map(BaseModel::ParetoNbd))
            }
            ModelName::ParetoNbdCorrelated => checked(
                CorrelatedParetoNbd::new(pareto()?, get("kappa")?)
                    .map(BaseModel::CorrelatedParetoNbd),
            ),
            ModelName::GGompertzNbd => {
                let [r, alpha, b, s] = four(["r", "alpha", "b", "s"])?;
                let theta = [r, alpha, b, s, get("beta")?];
                checked(GGompertzNbd::new(theta).map(BaseModel::GGompertzNbd))
            }
            ModelName::BgNbd => {
                let [r, alpha, a, b] = after_order()?;
                checked(BgNbd::new(r, alpha, a, b).map(BaseModel::BgNbd))
            }
            ModelName::MbgNbd => {
                let [r, alpha, a, b] = after_order()?;
                checked(MbgNbd::new(r, alpha, a, b).map(BaseModel::MbgNbd))
            }
            ModelName::BgCnbd => cnbd(FirstOrder::Stays),
            ModelName::MbgCnbd => cnbd(FirstOrder::MayLeave),
            ModelName::Nbd => checked(Nbd::new(get("r")?, get("alpha")?).map(BaseModel::Nbd)),
            ModelName::SimpleRule => {
                checked(SimpleRule::new(get("base_pace")?).map(BaseModel::SimpleRule))
            }
        }
    }
}

impl SpendReport {
    fn gamma_gamma(&self) -> Result<GammaGamma, String> {
        let get = |name| number(&self.parameters, name);
        GammaGamma::new(get("p")?, get("q")?, get("v")?).map_err(|why| why.to_string())
    }
}

fn number(map: &Map<String, Value>, name: &str) -> Result<f64, String> {
    map.get(name)
        .and_then(Value::as_f64)
        .ok_or_else(|| format!("it has no number «{name}»"))
}
