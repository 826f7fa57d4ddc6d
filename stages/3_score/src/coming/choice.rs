//! Which model is used, why, and until when: trials on the past enter, a choice leaves that later
//! runs keep as long as the base is the one it was made for.

use clv::{
    BaseModel, Baseline, CANDIDATES, Choice, FoldedHistories, Forecast, Method, Scores, Trial,
    choose_by_backtest,
};
use serde::{Deserialize, Serialize};
use terms::Day;

use crate::base::CustomerBase;
use crate::coming::future::ModelLine;

/// Days after which models are tried again, and all else is learnt again, whatever happened: four
/// weeks, in which an account's pace and the chance to lose it hardly move (owner's choice).
const DAYS_KEPT: i32 = 28;

/// Changed accounts, as a share of all, from which models are tried again (owner's choice).
const SHARE_CHANGED: f64 = 0.10;

/// Customers below which models are tried at every run, since that takes less than a second.
const FEWEST_TO_KEEP: usize = 1_000;

/// A choice between models, and what the base was like when it was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ModelChoice {
    /// The as-of day of the run that tried the models and fitted the best of them.
    pub(crate) chosen_on: Day,
    horizon_days: i32,
    customers: usize,
    /// Revisions of all accounts together: they rise with every change.
    revisions: i64,
    /// How each model did, the best first; empty where there was too little past.
    pub(crate) models: Vec<ModelLine>,
    /// Typical relative error of its totals on the past; none where it could not be tried.
    pub(crate) total_error: Option<f64>,
    /// Why this model, in plain words.
    note: String,
}

/// A fitted model with the choice behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Chosen {
    /// For rhythm and spread, and for all else where there is no forecast beside it.
    pub(crate) model: BaseModel,
    /// For chances and orders to expect; none where the model alone says it.
    pub(crate) forecast: Option<Forecast>,
    pub(crate) choice: ModelChoice,
}

impl Chosen {
    /// Lets the models foretell the past of the sample, and fits the best of them to everybody.
    pub(crate) fn by_trial(
        base: &CustomerBase,
        folded: &FoldedHistories,
        as_of: Day,
        horizon_days: i32,
    ) -> Self {
        let tried = choose_by_backtest(&base.sample, as_of.number(), horizon_days);
        let tried = tried.ok().filter(|choice| !choice.trials.is_empty());
        let Tried {
            model,
            forecast,
            models,
            total_error,
            note,
        } = match tried {
            Some(choice) => Tried::of(choice, base, folded),
            None => Tried::not(folded),
        };
        Self {
            model,
            forecast,
            choice: ModelChoice {
                chosen_on: as_of,
                horizon_days,
                customers: base.customers.len(),
                revisions: base.revisions,
                models,
                total_error,
                note,
            },
        }
    }

    /// The code the model is stored under: its name in small letters, `bg_nbd` for BG/NBD.
    pub(crate) fn code(&self) -> String {
        self.model
            .name()
            .to_lowercase()
            .replace(|letter: char| !letter.is_alphanumeric(), "_")
    }
}

impl ModelChoice {
    /// Whether the model still is the one for this base: chosen not long ago, for the same
    /// horizon, and for all but a few of the same accounts. It tells by what is stored alone, so
    /// that a run that was stopped and taken again comes to the same answer.
    pub(crate) fn holds(&self, base: &CustomerBase, as_of: Day, horizon_days: i32) -> bool {
        let few = SHARE_CHANGED * self.customers as f64;
        let customers = base.customers.len();
        customers >= FEWEST_TO_KEEP
            && (0..DAYS_KEPT).contains(&(as_of - self.chosen_on))
            && horizon_days == self.horizon_days
            && customers.abs_diff(self.customers) as f64 <= few
            && base.revisions.abs_diff(self.revisions) as f64 <= few
    }

    /// Whether numbers of accounts moved by no more than a few of the customers there were.
    pub(crate) fn has_few_news(&self, then: [usize; 3], now: [usize; 3]) -> bool {
        let few = SHARE_CHANGED * self.customers as f64;
        let each = then.into_iter().zip(now);
        each.map(|(then, now)| now.abs_diff(then))
            .all(|news| news as f64 <= few)
    }

    /// Which model is used and why, as said on a day.
    pub(crate) fn note_on(&self, as_of: Day) -> String {
        if as_of == self.chosen_on {
            return self.note.clone();
        }
        format!(
            "{} Chosen and fitted on {}, and kept since: models are tried again after four weeks, \
             or when a tenth of the accounts has changed.",
            self.note,
            self.chosen_on.words()
        )
    }
}

/// What trying found.
struct Tried {
    model: BaseModel,
    forecast: Option<Forecast>,
    models: Vec<ModelLine>,
    total_error: Option<f64>,
    note: String,
}

impl Tried {
    /// Fits what foretold the past of the sample best to everybody.
    fn of(mut choice: Choice, base: &CustomerBase, folded: &FoldedHistories) -> Self {
        let of_one_customer = base
            .sample
            .chunk_by(|one, other| one.customer == other.customer);
        if of_one_customer.count() < base.customers.len() {
            choice.refit(folded, base.ln_gap_sum);
        }
        let squares = choice.chosen.iter().map(|trial| trial.scores.bias.powi(2));
        let mean_square = squares.sum::<f64>() / choice.chosen.len() as f64;
        let models = method_lines(&choice);
        Self {
            note: choice_note(&choice, &models),
            models,
            total_error: mean_square.is_finite().then(|| mean_square.sqrt()),
            model: choice.model,
            forecast: Some(choice.forecast).filter(|forecast| !forecast.is_one_model()),
        }
    }

    /// Where there is too little past to try anything.
    fn not(folded: &FoldedHistories) -> Self {
        let (model, note) = BaseModel::choose(folded);
        Self {
            model,
            forecast: None,
            models: Vec::new(),
            total_error: None,
            note,
        }
    }
}

/// What is used and how far its forecasts were off, in plain words.
fn choice_note(choice: &Choice, models: &[ModelLine]) -> String {
    let used = models.iter().find(|line| line.chosen);
    let (name, origins, error) = used.map_or(("", 0, 0.0), |line| {
        (line.name.as_str(), line.origins, line.mean_error)
    });
    let tried = models.len() - usize::from(!choice.forecast.is_one_model());
    let are = match choice.forecast.weights().len() {
        1 => "is used: its",
        _ => "are used together: their",
    };
    format!(
        "Of {tried} ways to foretell {origins} stretches of {} days of the past, {name} {are} \
         forecast of a customer was off by {error:.2} orders on average.",
        choice.window_days
    )
}

/// One line a way to foretell, the mean over its stretches, the best first.
fn method_lines(choice: &Choice) -> Vec<ModelLine> {
    let forecast = &choice.forecast;
    let is_alone = forecast.is_one_model();
    let mut lines = Vec::new();
    for candidate in CANDIDATES {
        let own = of_kind(&choice.trials, candidate);
        let is_chosen = is_alone && choice.model.name() == candidate.name();
        lines.extend(line_of(candidate.name(), is_chosen, own));
    }
    let seasonal = choice.seasonal.iter().map(|trial| &trial.scores);
    lines.extend(line_of(Method::Seasonal.name(), false, seasonal));
    for rule in [Baseline::LastWindow, Baseline::LastYear] {
        let name = Method::Baseline(rule).name();
        lines.extend(line_of(name, false, of_kind(&choice.rules, rule)));
    }
    if !is_alone {
        let together = choice.chosen.iter().map(|trial| &trial.scores);
        lines.extend(line_of(&words_of(forecast), true, together));
    }
    lines.sort_by(|one, other| one.root_mean_square.total_cmp(&other.root_mean_square));
    lines
}

/// How the trials of one kind did.
fn of_kind<K: PartialEq>(trials: &[Trial<K>], kind: K) -> impl Iterator<Item = &Scores> {
    let own = trials.iter().filter(move |trial| trial.candidate == kind);
    own.map(|trial| &trial.scores)
}

/// The line of one way to foretell; none where it was never tried.
fn line_of<'a>(
    name: &str,
    chosen: bool,
    scores: impl Iterator<Item = &'a Scores>,
) -> Option<ModelLine> {
    let scores: Vec<&Scores> = scores.collect();
    let origins = scores.len() as f64;
    let mean = |of: fn(&Scores) -> f64| scores.iter().copied().map(of).sum::<f64>() / origins;
    (!scores.is_empty()).then(|| ModelLine {
        name: name.to_owned(),
        origins: scores.len() as u32,
        mean_error: mean(|one| one.mean_error),
        root_mean_square: mean(|one| one.root_mean_square),
        bias: mean(|one| one.bias),
        chosen,
    })
}

/// What a forecast is made of.
fn words_of(forecast: &Forecast) -> String {
    let weights = forecast.weights();
    let parts: Vec<String> = weights
        .iter()
        .map(|(method, weight)| match weights.len() {
            1 => method.name().to_owned(),
            _ => format!("{:.0} % {}", 100.0 * weight, method.name()),
        })
        .collect();
    match forecast.is_corrected() {
        true => format!(
            "{}, corrected by each customer's pace of late",
            parts.join(", ")
        ),
        false => parts.join(", "),
    }
}
