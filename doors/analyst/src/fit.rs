//! Fitting: a customer base in, a fitted model and everything to be said about it out.

use std::path::Path;
use std::time::Instant;

use clv::{
    BaseModel, DAYS_PER_WEEK, FitError, Fitted, Forecast, GammaGamma, Purchase, SpendModel,
    choose_by_backtest, choose_spend,
};
use serde_json::{Map, Value};

use crate::base::Base;
use crate::covariates::{Covariates, Known};
use crate::engine::Engine;
use crate::error::AnalystError;
use crate::model_name::{ModelName, learnt};
use crate::predict::{PredictOptions, Predictions};
use crate::report::{Effects, FitReport, SpendReport, named};
use crate::time_unit::TimeUnit;

/// What to fit.
#[derive(Clone, Debug)]
pub struct FitOptions {
    /// The model.
    pub model: ModelName,
    /// The unit that parameters are told in.
    pub time_unit: TimeUnit,
    /// The days ahead that a choice is judged by.
    pub horizon_days: i32,
    /// What is known of each customer, for the Pareto/NBD.
    pub covariates: Option<Covariates>,
}

impl Default for FitOptions {
    fn default() -> Self {
        FitOptions {
            model: ModelName::Auto,
            time_unit: TimeUnit::Week,
            horizon_days: 365,
            covariates: None,
        }
    }
}

/// A fitted base: the model of orders, that of spend, and what is to be said about both.
#[derive(Debug)]
pub struct FittedBase {
    /// Orders and leaving.
    pub engine: Engine,
    /// Spend per order day; none without money.
    pub spend: Option<GammaGamma>,
    /// Everything to be said, with all that a prediction takes.
    pub report: FitReport,
}

impl FittedBase {
    /// What a file of parameters says, for the customers of a base. A forecast that was chosen is
    /// followed where the base has its log; a summary gets the model alone, and a note.
    ///
    /// # Errors
    /// When the file holds no model, or the covariates do not fit.
    pub fn read(
        path: &Path,
        base: &Base,
        covariates: Option<&Covariates>,
    ) -> Result<FittedBase, AnalystError> {
        let mut report = FitReport::read(path)?;
        report.notes = base.notes.clone();
        let mut told = Vec::new();
        let (engine, spend) = report.models(path, base, covariates, &mut told)?;
        report.notes.extend(told);
        let days = base.summary.first_days.iter().copied();
        match (
            base.as_of.filter(|_| base.log.is_some()),
            report.forecast.take(),
        ) {
            (Some(as_of), forecast) => {
                let first_day = days.min().unwrap_or(as_of.number());
                report.forecast = forecast.map(|one| one.moved_to(first_day, as_of.number()));
            }
            (None, Some(_)) => {
                // How far it was off in the past says nothing of the model alone.
                report.past_ratios.clear();
                report.notes.push(format!(
                    "the chosen forecast needs the single orders; the {} alone is used",
                    report.model
                ));
            }
            (None, None) => {}
        }
        Ok(FittedBase {
            engine,
            spend,
            report,
        })
    }

    /// What to expect of every customer, by the chosen forecast where there is one.
    ///
    /// # Errors
    /// When the predictions cannot be worked out.
    pub fn predict<'a>(
        &'a self,
        base: &'a Base,
        options: PredictOptions,
    ) -> Result<Predictions<'a>, AnalystError> {
        let (weeks, with_ranges) = (options.horizon_days / DAYS_PER_WEEK, options.with_ranges);
        let mut predictions = Predictions::of(base, &self.engine, self.spend, options)?;
        let (Some(log), Some(as_of)) = (&base.log, base.as_of) else {
            return Ok(predictions);
        };
        let as_of = as_of.number();
        if let (Some(forecast), Engine::Base(model)) = (&self.report.forecast, &self.engine) {
            let known = log.iter().filter(|one| one.day <= as_of);
            let known: Vec<Purchase> = known.copied().collect();
            let expected = forecast.expected_orders(&known, &base.summary, weeks);
            let named = match with_ranges {
                true => forecast.median_orders(&known, &base.summary, weeks),
                false => Vec::new(),
            };
            let by_history = forecast.by_history(&base.folded, weeks);
            let chances: Vec<f64> = by_history.iter().map(|row| row.p_alive).collect();
            let chances = base.folded.expand(&chances);
            predictions = predictions.following(model, &chances, &expected, &named);
        }
        if let Some(model) = &self.report.sizes {
            let records = model.records(log, as_of);
            let sizes = records.iter().map(|record| model.expected(record, weeks));
            predictions = predictions.with_sizes(sizes.collect());
        }
        Ok(predictions)
    }
}

impl Covariates {
    /// What is to be said where the files' days do not reach from the first order to the end of a
    /// horizon.
    #[must_use]
    pub fn notes_for(&self, base: &Base, horizon_days: i32) -> Vec<String> {
        let first = base.summary.first_days.iter().copied().min();
        let Some((first, as_of)) = first.zip(base.as_of) else {
            return Vec::new();
        };
        self.notes_on_days(first, as_of.number().saturating_add(horizon_days))
    }
}

/// What a forecast is made of, in plain words.
fn words_of(forecast: &Forecast) -> String {
    let parts = forecast
        .weights()
        .into_iter()
        .map(|(method, weight)| format!("{} {:.0} %", method.name(), 100.0 * weight));
    let parts: Vec<String> = parts.collect();
    let corrected = if forecast.is_corrected() {
        ", with a learnt correction"
    } else {
        ""
    };
    format!("the forecast mixes {}{corrected}", parts.join(", "))
}

/// Fits models of orders and of spend to a base.
///
/// # Errors
/// When the model cannot be fitted to this base; the message says what to do.
pub fn fit(base: &Base, options: &FitOptions) -> Result<FittedBase, AnalystError> {
    let started = Instant::now();
    if options.covariates.is_some()
        && !matches!(options.model, ModelName::Auto | ModelName::ParetoNbd)
    {
        let asked = options.model.code();
        return Err(AnalystError::CovariatesElsewhere { asked });
    }
    let mut notes = base.notes.clone();
    let Learnt {
        engine,
        fitted,
        model,
        effects,
        orders,
        sizes,
    } = learn(base, options, &mut notes)?;
    notes.extend(fitted.note.map(|note| note.to_string()));
    let (spend, spend_report) = fit_spend(base, &mut notes);
    let unit = options.time_unit;
    // A density of order times changes with their unit, once for each repeat order.
    let shift = base.folded.repeat_orders() * unit.per_week().ln();
    let log_likelihood = fitted.log_likelihood - shift;
    let parameters = fitted.params.parameters();
    let errors = fitted.standard_errors.as_ref().map(|errors| {
        // The number of stages is chosen, not estimated: it comes first and has no error.
        let own = parameters.iter().filter(|(name, _)| *name != "k");
        let pairs = own.zip(errors).map(|((name, _), error)| (*name, *error));
        named(pairs, model, unit)
    });
    let report = FitReport {
        model: fitted.params.name().to_owned(),
        time_unit: unit,
        parameters: named(parameters.iter().copied(), model, unit),
        standard_errors: errors,
        log_likelihood: log_likelihood.is_finite().then_some(log_likelihood),
        customers: base.customers(),
        repeat_customers: base.folded.repeaters(),
        folded_rows: base.folded.rows().len(),
        iterations: fitted.iterations,
        converged: true,
        as_of: base.as_of.map(|day| day.to_string()),
        notes,
        covariates: effects,
        spend: spend_report,
        seconds: started.elapsed().as_secs_f64(),
        past_ratios: orders.past_ratios,
        sizes,
        forecast: orders.forecast,
    };
    Ok(FittedBase {
        engine,
        spend,
        report,
    })
}

/// What was learnt of ordering and leaving.
struct Learnt {
    engine: Engine,
    fitted: Fitted<BaseModel>,
    model: ModelName,
    effects: Option<Effects>,
    orders: Foretold,
    sizes: Option<SpendModel>,
}

/// What a choice by the past leaves beside its model; empty without one.
#[derive(Default)]
struct Foretold {
    forecast: Option<Forecast>,
    past_ratios: Vec<f64>,
}

/// Fits the model with covariates where there are any, else the one asked for or chosen.
fn learn(
    base: &Base,
    options: &FitOptions,
    notes: &mut Vec<String>,
) -> Result<Learnt, AnalystError> {
    if let Some(covariates) = &options.covariates {
        let fit = covariates.fit(Known::all(base))?;
        notes.extend(fit.notes);
        return Ok(Learnt {
            engine: fit.engine,
            fitted: fit.fitted,
            model: ModelName::ParetoNbd,
            effects: Some(fit.effects),
            orders: Foretold::default(),
            sizes: None,
        });
    }
    let orders = fit_orders(base, options)?;
    notes.extend(orders.why);
    let sizes = choose_sizes(base, options, notes);
    let forecast = orders.forecast.filter(|forecast| !forecast.is_one_model());
    notes.extend(forecast.as_ref().map(words_of));
    Ok(Learnt {
        engine: Engine::Base(orders.fitted.params),
        model: ModelName::of(&orders.fitted.params).unwrap_or_default(),
        fitted: orders.fitted,
        effects: None,
        orders: Foretold {
            forecast,
            past_ratios: orders.past_ratios,
        },
        sizes,
    })
}

/// The model of order sizes that foretold the past best; only where the model of orders is chosen
/// so, too.
fn choose_sizes(base: &Base, options: &FitOptions, notes: &mut Vec<String>) -> Option<SpendModel> {
    let (log, as_of) = (base.log.as_ref()?, base.as_of?);
    if options.model != ModelName::Auto || !base.has_money {
        return None;
    }
    let choice = choose_spend(log, as_of.number(), options.horizon_days);
    notes.push(choice.note);
    Some(choice.model)
}

/// A fitted model of orders, and why it was chosen.
struct Orders {
    fitted: Fitted<BaseModel>,
    why: Option<String>,
    forecast: Option<Forecast>,
    past_ratios: Vec<f64>,
}

/// Fits the model asked for, or the one that foretold the past best, and says why.
fn fit_orders(base: &Base, options: &FitOptions) -> Result<Orders, AnalystError> {
    let (mut forecast, mut past_ratios) = (None, Vec::new());
    let (chosen, why) = match (options.model, &base.log, base.as_of) {
        (ModelName::Auto, Some(log), Some(as_of)) => {
            let choice = choose_by_backtest(log, as_of.number(), options.horizon_days)?;
            past_ratios = choice.past_ratios();
            // Where nothing was foretold the ratio says nothing, and a file could not hold it.
            past_ratios.retain(|ratio| ratio.is_finite());
            forecast = Some(choice.forecast);
            (Some(choice.model), Some(choice.note))
        }
        (ModelName::Auto, ..) => {
            let (model, why) = BaseModel::choose(&base.folded);
            (Some(model), Some(why))
        }
        _ => (None, None),
    };
    let model = match &chosen {
        Some(chosen) => ModelName::of(chosen).unwrap_or(ModelName::SimpleRule),
        None => options.model,
    };
    let gaps = match base.ln_gap_sum() {
        Some(gaps) => gaps,
        None if model.needs_gaps() => {
            return Err(AnalystError::NeedsLog {
                path: base.name.clone(),
                what: "a model of regular gaps",
            });
        }
        None => 0.0,
    };
    let fitted = match (chosen, model.fit(&base.folded, gaps)) {
        (Some(chosen), Ok(fitted)) if fitted.params == chosen => fitted,
        // A fit steadied by a prior has other parameters, and no likelihood to tell.
        (Some(chosen), _) => learnt(&base.folded, chosen),
        (None, Ok(fitted)) => fitted,
        (None, Err(why)) => {
            return Err(AnalystError::Fit {
                model: model.code().to_owned(),
                why,
            });
        }
    };
    Ok(Orders {
        fitted,
        why,
        forecast,
        past_ratios,
    })
}

/// Fits the spend of repeat orders, as the papers do; without enough of them, says so.
fn fit_spend(base: &Base, notes: &mut Vec<String>) -> (Option<GammaGamma>, Option<SpendReport>) {
    if !base.has_money {
        return (None, None);
    }
    match GammaGamma::fit(&base.summary.repeat_spends) {
        Ok(fitted) => {
            let of = |pairs: Vec<(&'static str, f64)>| -> Map<String, Value> {
                pairs
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), Value::from(value)))
                    .collect()
            };
            let parameters = fitted.params.parameters();
            let report = SpendReport {
                model: "Gamma-Gamma".to_owned(),
                parameters: of(parameters.to_vec()),
                standard_errors: fitted.standard_errors.as_ref().map(|errors| {
                    of(parameters
                        .iter()
                        .zip(errors)
                        .map(|((name, _), error)| (*name, *error))
                        .collect())
                }),
                log_likelihood: fitted.log_likelihood,
                customers: fitted.customers,
                notes: fitted.note.iter().map(ToString::to_string).collect(),
            };
            (Some(fitted.params), Some(report))
        }
        Err(why) => {
            let why = match why {
                FitError::Empty => "no customer has a repeat order with an amount".to_owned(),
                other => other.cause(),
            };
            notes.push(format!(
                "spend was not fitted: {why}; each customer's own mean is used"
            ));
            (None, None)
        }
    }
}
