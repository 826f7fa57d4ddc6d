//! Comparing models on the past: every candidate predicts stretches it has not seen.
//!
//! Enters: a base with its log. Leaves: a table with one line per model, and in plain words which
//! one is chosen.

use clv::{
    Choice, DAYS_PER_WEEK, Method, Scores, SpendTrial, Trial, choose_by_backtest, choose_spend,
};
use serde::Serialize;
use terms::Day;

use crate::base::Base;
use crate::covariates::{Covariates, Known};
use crate::error::AnalystError;

/// How the models did on the past.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// Days of each stretch: as many as were asked for, where the file is long enough.
    pub window_days: i32,
    /// The days up to which the models knew the log.
    pub origins: Vec<String>,
    /// One line per model, the closest first.
    pub models: Vec<ModelLine>,
    /// The model that is chosen.
    pub chosen: String,
    /// Why, in plain words.
    pub note: String,
    /// How the models of order sizes did on the last stretch; empty without money.
    pub sizes: Vec<SpendTrial>,
    /// Which of these is chosen and why; empty without money.
    pub sizes_note: String,
    /// What is to be said about covariates; empty without.
    pub notes: Vec<String>,
}

/// One model, its measures averaged over the origins.
#[derive(Clone, Debug, Serialize)]
pub struct ModelLine {
    /// The model.
    pub model: String,
    /// Mean absolute error per customer, in orders.
    pub mae: f64,
    /// Root of the mean squared error per customer.
    pub rmse: f64,
    /// Predicted total over actual total, less one.
    pub bias: f64,
    /// Normalised Gini of the ranking.
    pub gini: f64,
    /// Share of what came that came from the tenth ranked best.
    pub top_tenth: f64,
    /// Mean absolute error per customer in money: orders times the spend to expect.
    pub money_mae: f64,
    /// Share of customers inside their 90 % range; none for rules, which give no range.
    pub covered_90: Option<f64>,
    /// The measures of orders at each origin.
    pub origins: Vec<Scores>,
    /// The measures of money at each origin.
    pub money: Vec<Scores>,
    #[serde(skip)]
    covered: Vec<f64>,
}

/// Lets every candidate, every simple rule and the automatic choice predict up to three stretches
/// of the past.
///
/// # Errors
/// When the file is a summary table, or its past is too short.
pub fn compare(
    base: &Base,
    horizon_days: i32,
    covariates: Option<&Covariates>,
) -> Result<Comparison, AnalystError> {
    let (log, as_of) = base.orders("comparing models")?;
    let choice = choose_by_backtest(log, as_of.number(), horizon_days)?;
    if choice.trials.is_empty() {
        let path = base.name.clone();
        return Err(AnalystError::TooShort { path });
    }
    let mut lines = Lines::default();
    for trial in &choice.trials {
        lines.add(trial.candidate.name(), trial);
    }
    for trial in &choice.seasonal {
        lines.add(Method::Seasonal.name(), trial);
    }
    for trial in &choice.rules {
        lines.add(Method::Baseline(trial.candidate).name(), trial);
    }
    for trial in &choice.chosen {
        lines.add(AUTOMATIC, trial);
    }
    for trial in &choice.chosen_medians {
        lines.add(WHOLE_ORDERS, trial);
    }
    let mut notes = Vec::new();
    if let Some(covariates) = covariates {
        notes = add_covariates(&mut lines, base, covariates, &choice)?;
    }
    let mut origins: Vec<i32> = choice.trials.iter().map(|trial| trial.origin).collect();
    origins.sort_unstable();
    origins.dedup();
    let days = origins
        .into_iter()
        .map(|day| Day::from_number(day).to_string());
    let sizes = base
        .has_money
        .then(|| choose_spend(log, as_of.number(), horizon_days));
    let (sizes, sizes_note) =
        sizes.map_or_else(Default::default, |choice| (choice.trials, choice.note));
    Ok(Comparison {
        window_days: choice.window_days,
        origins: days.collect(),
        models: lines.finish(),
        chosen: choice.model.name().to_owned(),
        note: choice.note,
        sizes,
        sizes_note,
        notes,
    })
}

/// Judges the Pareto/NBD with covariates at the origins of a choice, beside it; gives what is to be
/// said.
fn add_covariates(
    lines: &mut Lines,
    base: &Base,
    covariates: &Covariates,
    choice: &Choice,
) -> Result<Vec<String>, AnalystError> {
    let (log, as_of) = base.orders("comparing models")?;
    // What is wrong with the files is wrong today as well, and worth telling.
    let mut notes = covariates.fit(Known::all(base))?.notes;
    let weeks = f64::from(choice.window_days) / DAYS_PER_WEEK;
    let trials = choice.judge_beside(log, |summary, origin| {
        covariates.foretell(base, summary, origin, weeks)
    })?;
    for trial in &trials {
        lines.add(WITH_COVARIATES, trial);
    }
    if trials.len() < choice.chosen.len() {
        notes.push(format!(
            "with covariates the Pareto/NBD could be fitted at {} of {} days only",
            trials.len(),
            choice.chosen.len()
        ));
    }
    if covariates.change() {
        notes.push(
            "with covariates that change, each stretch was foretold knowing what the file says of \
             its days"
                .to_owned(),
        );
    }
    notes.extend(covariates.notes_on_days(i32::MAX, as_of.number()));
    notes.push(format!(
        "the automatic choice does not take covariates; to use them, fit with --covariates where \
         the line «{WITH_COVARIATES}» is better"
    ));
    Ok(notes)
}

/// What the line with covariates is called.
const WITH_COVARIATES: &str = "Pareto/NBD with covariates";

/// What the line of the choice itself is called; it is judged on customers it had not seen.
const AUTOMATIC: &str = "automatic choice";

/// What the line of the whole numbers is called that the choice names for single customers: they
/// err least one by one, and are not to be added up.
const WHOLE_ORDERS: &str = "automatic choice, whole orders";

/// The lines, growing.
#[derive(Default)]
struct Lines(Vec<ModelLine>);

impl Lines {
    fn add<W>(&mut self, name: &str, trial: &Trial<W>) {
        let at = self.0.iter().position(|line| line.model == name);
        let at = at.unwrap_or_else(|| {
            self.0.push(ModelLine::named(name));
            self.0.len() - 1
        });
        let line = &mut self.0[at];
        line.origins.push(trial.scores);
        line.money.push(trial.money);
        line.covered
            .extend(trial.calibration.map(|own| own.covered));
    }

    /// Means over the origins, the closest first.
    fn finish(self) -> Vec<ModelLine> {
        let mut lines: Vec<ModelLine> = self.0.into_iter().map(ModelLine::averaged).collect();
        lines.sort_by(|one, other| (one.mae + one.rmse).total_cmp(&(other.mae + other.rmse)));
        lines
    }
}

impl ModelLine {
    fn named(model: &str) -> ModelLine {
        ModelLine {
            model: model.to_owned(),
            mae: 0.0,
            rmse: 0.0,
            bias: 0.0,
            gini: 0.0,
            top_tenth: 0.0,
            money_mae: 0.0,
            covered_90: None,
            origins: Vec::new(),
            money: Vec::new(),
            covered: Vec::new(),
        }
    }

    fn averaged(mut self) -> ModelLine {
        let mean = |scores: &[Scores], measure: fn(&Scores) -> f64| {
            scores.iter().map(measure).sum::<f64>() / scores.len().max(1) as f64
        };
        let own = &self.origins;
        self.mae = mean(own, |scores| scores.mean_error);
        self.rmse = mean(own, |scores| scores.root_mean_square);
        self.bias = mean(own, |scores| scores.bias);
        self.gini = mean(own, |scores| scores.gini);
        self.top_tenth = mean(own, |scores| scores.top_tenth);
        self.money_mae = mean(&self.money, |scores| scores.mean_error);
        let covered = self.covered.len() as f64;
        self.covered_90 = (covered > 0.0).then(|| self.covered.iter().sum::<f64>() / covered);
        self
    }
}
