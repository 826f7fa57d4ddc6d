//! A Pareto/NBD with covariates: fitted to a base, or made again from what a fit said.
//!
//! Enters: covariates, the customers known on a day. Leaves: what answers about each of them, and
//! what is to be said.

use clv::{
    BaseModel, CovariateError, CovariateParetoNbd, FitNote, Fitted, ParetoNbd, Summary,
    TimedParetoNbd, timed_customers,
};
use serde_json::{Map, Value};

use super::coding::Code;
use super::{Covariates, Known};
use crate::base::Base;
use crate::engine::{Engine, SeenOverTime, TimedBase};
use crate::error::AnalystError;
use crate::report::{EffectErrors, Effects};

/// Parameters of the Pareto/NBD itself, before the effects.
const BASELINE: usize = 4;

/// What is said where the likelihood is flat in some direction.
const NO_ERRORS: &str =
    "no standard errors can be told: too few customers differ by the covariates";

/// A fit with covariates.
pub(crate) struct CovariateFit {
    pub(crate) engine: Engine,
    /// The model at covariates of zero, with the standard errors of its four parameters.
    pub(crate) fitted: Fitted<BaseModel>,
    pub(crate) effects: Effects,
    pub(crate) notes: Vec<String>,
}

/// Baseline and effects as they were found, with the standard errors of all of them.
struct Found {
    engine: Engine,
    fitted: Fitted<ParetoNbd>,
    on_orders: Vec<f64>,
    on_leaving: Vec<f64>,
}

impl Covariates {
    /// Fits the Pareto/NBD with these covariates to a base.
    ///
    /// # Errors
    /// When the covariates do not suit the base, or it cannot be fitted.
    pub(crate) fn fit(&self, known: Known<'_>) -> Result<CovariateFit, AnalystError> {
        let (codes, mut notes) = self.codes(known)?;
        notes.extend(self.unknown_groups(known, &codes)?);
        let found = match self.change() {
            false => self.fit_fixed(known, &codes)?,
            true => self.fit_over_time(known, &codes)?,
        };
        let mut fitted = found.fitted;
        let names: Vec<String> = codes.iter().map(Code::name).collect();
        let named = |values: &[f64]| named(&names, values);
        let standard_errors = fitted.standard_errors.as_mut().map(|errors| {
            let of_effects = errors.split_off(BASELINE);
            let effects = [&found.on_orders[..], &found.on_leaving];
            notes.extend(at_limit(&names, effects, &of_effects));
            let (on_orders, on_leaving) = of_effects.split_at(names.len());
            EffectErrors {
                on_orders: named(on_orders),
                on_leaving: named(on_leaving),
            }
        });
        match standard_errors {
            // Which effect it is was just said.
            Some(_) => fitted.note = fitted.note.filter(|note| *note != FitNote::EffectAtLimit),
            None => notes.push(NO_ERRORS.to_owned()),
        }
        Ok(CovariateFit {
            engine: found.engine,
            fitted: fitted.map(BaseModel::ParetoNbd),
            effects: Effects {
                on_orders: named(&found.on_orders),
                on_leaving: named(&found.on_leaving),
                standard_errors,
                codes,
            },
            notes,
        })
    }

    /// The fit where nothing changes over time.
    fn fit_fixed(&self, known: Known<'_>, codes: &[Code]) -> Result<Found, AnalystError> {
        let rows = self.values(known, codes)?;
        let fit = CovariateParetoNbd::fit(&known.summary.histories, &rows);
        let fit = fit.map_err(|why| self.unfitted(why))?;
        let model = fit.params.clone();
        Ok(Found {
            on_orders: model.effects_on_orders().to_vec(),
            on_leaving: model.effects_on_leaving().to_vec(),
            fitted: fit.map(|model| model.baseline()),
            engine: Engine::Covariates { model, rows },
        })
    }

    /// The fit where something does.
    fn fit_over_time(&self, known: Known<'_>, codes: &[Code]) -> Result<Found, AnalystError> {
        let seen = self.seen(known, codes)?;
        let fit = TimedParetoNbd::fit(&seen.customers);
        let fit = fit.map_err(|why| self.unfitted(why.into()))?;
        let model = fit.params.clone();
        let baseline = self.baseline(model.baseline())?;
        Ok(Found {
            on_orders: model.effects_on_orders().to_vec(),
            on_leaving: model.effects_on_leaving().to_vec(),
            fitted: fit.map(|_| baseline),
            engine: Engine::Timed(Box::new(TimedBase { model, seen })),
        })
    }

    /// The customers seen through covariates that change.
    fn seen(&self, known: Known<'_>, codes: &[Code]) -> Result<SeenOverTime, AnalystError> {
        let (log, as_of) = known.orders()?;
        let paths = self.paths(known, codes)?;
        let customers = timed_customers(log, as_of, &paths.paths, |one| paths.of(one));
        Ok(SeenOverTime {
            customers: customers.map_err(|why| self.refused(why.to_string()))?,
            paths: paths.paths,
            as_of,
        })
    }

    /// What a fit said, for the customers of a base; also what is to be said.
    ///
    /// # Errors
    /// When the covariates are not those of the fit, or do not suit the base.
    pub(crate) fn engine(
        &self,
        base: &Base,
        baseline: ParetoNbd,
        effects: &Effects,
    ) -> Result<(Engine, Vec<String>), AnalystError> {
        let known = Known::all(base);
        let codes = effects.codes_or_names();
        let names = self.names();
        for code in &codes {
            if !names.contains(&code.column.as_str()) {
                return Err(self.refused(format!(
                    "it has no column «{}», which the model was fitted with",
                    code.column
                )));
            }
        }
        let [r, alpha, s, beta] = baseline.parameters().map(|(_, value)| value);
        let theta = [r, alpha, s, beta];
        let [on_orders, on_leaving] = effects.values(&codes).map_err(|why| self.refused(why))?;
        let wrong = |why: clv::ParamError| self.refused(why.to_string());
        let notes = self.unknown_groups(known, &codes)?;
        let engine = match self.change() {
            false => Engine::Covariates {
                model: CovariateParetoNbd::new(theta, on_orders, on_leaving).map_err(wrong)?,
                rows: self.values(known, &codes)?,
            },
            true => Engine::Timed(Box::new(TimedBase {
                model: TimedParetoNbd::new(theta, on_orders, on_leaving).map_err(wrong)?,
                seen: self.seen(known, &codes)?,
            })),
        };
        Ok((engine, notes))
    }

    /// The orders to expect in the `weeks` after a day of everybody known on it, by a fit to what
    /// was known then; none where there is no such fit.
    pub(crate) fn foretell(
        &self,
        base: &Base,
        summary: &Summary,
        as_of: i32,
        weeks: f64,
    ) -> Option<Vec<f64>> {
        let fit = self.fit(Known::on(base, summary, as_of)).ok()?;
        let pairs = summary.histories.iter().enumerate();
        pairs
            .map(|(row, history)| {
                let model = fit.engine.of_customer(row, weeks).ok()?;
                Some(model.expected_orders(history, weeks))
            })
            .collect()
    }

    fn baseline(&self, theta: [f64; 4]) -> Result<ParetoNbd, AnalystError> {
        let [r, alpha, s, beta] = theta;
        ParetoNbd::new(r, alpha, s, beta).map_err(|why| self.refused(why.to_string()))
    }

    fn unfitted(&self, why: CovariateError) -> AnalystError {
        AnalystError::Covariates {
            path: self.path(),
            why,
        }
    }

    fn refused(&self, why: String) -> AnalystError {
        AnalystError::Unsuited {
            path: self.path(),
            why,
        }
    }
}

fn named(names: &[String], values: &[f64]) -> Map<String, Value> {
    let pairs = names.iter().zip(values);
    pairs
        .map(|(name, value)| (name.clone(), Value::from(*value)))
        .collect()
}

/// Which effects ran to the limit of the model, and what that means.
fn at_limit(names: &[String], effects: [&[f64]; 2], errors: &[f64]) -> Vec<String> {
    let mut notes = Vec::new();
    let pairs = effects.into_iter().zip(errors.chunks(names.len()));
    for ((effects, errors), what) in pairs.zip(["order", "leave"]) {
        let each = names.iter().zip(effects).zip(errors);
        // One of zero is held because nobody leaves at all, which the fit itself says.
        let at_limit = each.filter(|((_, effect), error)| error.is_infinite() && **effect != 0.0);
        for ((name, effect), _) in at_limit {
            notes.push(match *effect < 0.0 {
                true => format!("nobody is seen to {what} where «{name}» is at its highest"),
                false => format!("nobody is seen to {what} where «{name}» is at its lowest"),
            });
        }
    }
    notes
}
