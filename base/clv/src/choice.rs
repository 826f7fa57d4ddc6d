//! The automatic choice: every model predicts stretches of the past it has not seen.
//!
//! Enters: the order log up to a day. Leaves: the chosen model fitted to all of it, the table
//! of how each did, and in plain words why.
//!
//! # How
//! The log is cut at up to three earlier days (origins). Each candidate is fitted to what was
//! known then and predicts the orders of the window after, customer by customer. A candidate
//! replaces the default, the Pareto/NBD, only when it is clearly better on average: with little
//! data a lucky model would win too often.

use crate::base_model::{BaseModel, FEWEST_REPEATERS};
use crate::candidate::{CANDIDATES, Candidate};
use crate::folded::FoldedHistories;
use crate::scores::Scores;
use crate::summary::{Purchase, SummaryError, count_order_days, summarise};
use serde::Serialize;

/// Origins at most; their windows overlap by half.
const MOST_ORIGINS: i32 = 3;

/// Origins that must have had enough repeat customers for a choice to be made at all: one
/// window alone rewards luck.
const FEWEST_ORIGINS: usize = 2;

/// A candidate must be better than the default by this share to replace it (measured on the
/// reference data sets: differences below one percent change sign from window to window).
const CLEARLY_BETTER: f64 = 0.01;

/// One candidate at one origin.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trial {
    /// The model.
    pub candidate: Candidate,
    /// The day up to which it knew the log.
    pub origin: i32,
    /// How its predictions of the window did.
    pub scores: Scores,
}

/// A model chosen by its predictions.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The model, fitted to the whole log.
    pub model: BaseModel,
    /// Every candidate at every origin; empty when there was too little to choose by.
    pub trials: Vec<Trial>,
    /// Days of each window.
    pub window_days: i32,
    /// Which model and why, in plain words.
    pub note: String,
}

/// Chooses a model for a sorted log by rolling backtest.
///
/// - Formula: smallest mean over origins of the mean of (mean error, root mean square), each
///   relative to the Pareto/NBD's.
/// - Shape: a log sorted by customer and day in, a fitted model with its table out.
/// - Units: days; windows are `horizon_days`, at most a third of the log's length.
/// - Range: logs of any size; too short or too small ones get [`BaseModel::choose`].
/// - Errors: [`SummaryError`] for an unsorted or unreadable log.
/// - Source: rolling-origin evaluation, Tashman 2000, International Journal of Forecasting 16.
/// - Checked: `tests/choice.rs` on CDNOW and planted bases.
pub fn choose_by_backtest(
    log: &[Purchase],
    as_of: i32,
    horizon_days: i32,
) -> Result<Choice, SummaryError> {
    let whole = summarise(log.iter().copied(), as_of)?;
    let base = FoldedHistories::fold(&whole.histories);
    let ln_gap_sum = whole.ln_gap_sums.iter().sum();
    let first_day = whole.first_days.iter().copied().min().unwrap_or(as_of);
    let window_days = horizon_days.min((as_of - first_day) / 3).max(1);
    let mut trials = Vec::new();
    let mut origins = 0;
    for number in 0..MOST_ORIGINS {
        let origin = as_of - window_days - number * window_days / 2;
        if origin - first_day < window_days {
            break;
        }
        let at_origin = try_candidates(log, origin, window_days)?;
        origins += usize::from(!at_origin.is_empty());
        trials.extend(at_origin);
    }
    if origins < FEWEST_ORIGINS {
        let (model, note) = BaseModel::choose(&base);
        return Ok(Choice {
            model,
            trials: Vec::new(),
            window_days,
            note,
        });
    }
    let (candidate, why) = best_candidate(&trials, origins, window_days);
    let (model, note) = match candidate.fit(&base, ln_gap_sum) {
        Ok(fit) => (
            fit.params,
            why + &fit.note.map(|n| format!(" Mind: {n}.")).unwrap_or_default(),
        ),
        Err(_) => BaseModel::choose(&base),
    };
    Ok(Choice {
        model,
        trials,
        window_days,
        note,
    })
}

/// Lets every candidate predict the window after `origin`; nothing when too few customers had
/// come again by then.
fn try_candidates(
    log: &[Purchase],
    origin: i32,
    window_days: i32,
) -> Result<Vec<Trial>, SummaryError> {
    let known = summarise(log.iter().copied(), origin)?;
    let base = FoldedHistories::fold(&known.histories);
    if base.repeaters() < FEWEST_REPEATERS {
        return Ok(Vec::new());
    }
    let until = origin.saturating_add(window_days);
    let came = count_order_days(log.iter().copied(), &known.customers, origin, until);
    let came: Vec<f64> = came.into_iter().map(f64::from).collect();
    let ln_gap_sum = known.ln_gap_sums.iter().sum();
    let weeks = f64::from(window_days) / crate::history::DAYS_PER_WEEK;
    let mut trials = Vec::new();
    for candidate in CANDIDATES {
        let Ok(fit) = candidate.fit(&base, ln_gap_sum) else {
            continue;
        };
        let predicted =
            base.expand(&base.map(|history| fit.params.expected_orders(history, weeks)));
        trials.push(Trial {
            candidate,
            origin,
            scores: Scores::of(&predicted, &came),
        });
    }
    Ok(trials)
}

/// The candidate with the smallest relative error, if clearly smaller than the default's.
fn best_candidate(trials: &[Trial], origins: usize, window_days: i32) -> (Candidate, String) {
    let default = CANDIDATES[0];
    let mut best = (default, 1.0);
    for candidate in &CANDIDATES[1..] {
        if let Some(error) = relative_error(trials, *candidate, default)
            && error < best.1
        {
            best = (*candidate, error);
        }
    }
    let tested = format!("{origins} stretches of {window_days} days of the past");
    if best.1 > 1.0 - CLEARLY_BETTER {
        let name = default.name();
        return (
            default,
            format!("No model foretold {tested} clearly better than the {name}."),
        );
    }
    let gain = 100.0 * (1.0 - best.1);
    let name = best.0.name();
    (
        best.0,
        format!("The {name} foretold {tested} best, {gain:.0} % closer than the default."),
    )
}

/// Mean over origins of the candidate's errors relative to the default's; `None` when it could
/// not be fitted everywhere the default could.
fn relative_error(trials: &[Trial], candidate: Candidate, default: Candidate) -> Option<f64> {
    let (mut sum, mut origins) = (0.0, 0.0);
    for reference in trials.iter().filter(|trial| trial.candidate == default) {
        let own = trials
            .iter()
            .find(|trial| trial.candidate == candidate && trial.origin == reference.origin)?;
        let (own, reference) = (own.scores, reference.scores);
        if reference.mean_error > 0.0 {
            sum += own.mean_error / reference.mean_error;
            sum += own.root_mean_square / reference.root_mean_square;
            origins += 1.0;
        }
    }
    (origins > 0.0).then(|| sum / (2.0 * origins))
}
