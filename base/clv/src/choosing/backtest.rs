//! The rolling backtest: every method foretells stretches of the past it has not seen.
//!
//! Enters: the order log and a day. Leaves: the origins, and what each method foretold there.

use crate::choosing::behaviour::View;
use crate::choosing::candidate::CANDIDATES;
use crate::choosing::method::{Baseline, Method};
use crate::choosing::origin::Origin;
use crate::choosing::trial::{Calibration, Trial};
use crate::clock::season::OrdersByDay;
use crate::clock::season_fit::Seasoned;
use crate::models::base_model::{BaseModel, FEWEST_REPEATERS};
use crate::models::pareto_nbd::ParetoNbd;
use crate::money::gamma_gamma::GammaGamma;
use crate::money::spend::Spend;
use crate::summary::{Purchase, SummaryError};
use rayon::prelude::*;

/// Origins at most; their windows may overlap.
const MOST_ORIGINS: i32 = 3;

/// Days of a year in whole weeks: windows of a year and more are made of whole years, so that
/// all seasons weigh alike.
const YEAR_DAYS: i32 = 364;

/// Distinct histories up to which a season is sought at every origin: beyond, the alternation
/// of season and model costs more than all the other methods together.
const MOST_ROWS_FOR_SEASON: usize = 50_000;

/// An origin and what every method foretold there.
pub(crate) struct Rehearsal {
    /// The origin.
    pub(crate) origin: Origin,
    /// Per method that worked here, one expectation per judged customer; the default first.
    pub(crate) foretold: Vec<(Method, Vec<f64>)>,
    /// How each of the models did.
    pub(crate) trials: Vec<Trial>,
    /// How the default with season did, where one was seen.
    pub(crate) seasonal: Option<Trial<()>>,
    /// How each of the rules did.
    pub(crate) rules: Vec<Trial<Baseline>>,
    /// Mean spend to expect of each judged customer.
    pub(crate) per_order: Vec<f64>,
}

/// Where the log is cut: the window after every cut, and the cuts, latest first.
pub(crate) fn plan_origins(first_day: i32, as_of: i32, horizon_days: i32) -> (i32, Vec<i32>) {
    let known = as_of.saturating_sub(first_day).max(0);
    let mut window = horizon_days.min(known / 2).max(1);
    if window > YEAR_DAYS {
        window -= window % YEAR_DAYS;
    }
    // The first cut leaves at least half a window's length of history.
    let room = known - window - window / 2;
    let step = (room / MOST_ORIGINS).clamp(window / 4, window).max(1);
    let cuts = (0..MOST_ORIGINS)
        .map(|number| as_of - window - number * step)
        .filter(|cut| cut - first_day >= window / 2)
        .collect();
    (window, cuts)
}

/// Lets every method foretell the window after a cut; `None` when too few customers had come
/// again by then. A tenth of today's customers are younger than `young_age_days`.
pub(crate) fn rehearse(
    log: &[Purchase],
    view: View,
    young_age_days: i32,
) -> Result<Option<Rehearsal>, SummaryError> {
    let origin = Origin::look(log, view, young_age_days)?;
    if origin.base.repeaters() < FEWEST_REPEATERS {
        return Ok(None);
    }
    let per_order = expected_spends(&origin.spends);
    let (mut foretold, mut trials, mut rules) = (Vec::new(), Vec::new(), Vec::new());
    let rows = origin.base.rows().len();
    for candidate in CANDIDATES.into_iter().filter(|one| rows <= one.most_rows()) {
        let Ok(fit) = candidate.fit(&origin.base, origin.ln_gap_sum) else {
            continue;
        };
        let expected = expect(&fit.params, &origin);
        let calibration = Calibration::of(&fit.params, &origin);
        trials.push(Trial::judge(
            candidate,
            &origin,
            &expected,
            &per_order,
            calibration,
        ));
        foretold.push((Method::Model(candidate), expected));
    }
    let (is_seen, expected) = foretell_season(log, &origin, &foretold);
    let seasonal = is_seen.then(|| Trial::judge((), &origin, &expected, &per_order, None));
    if !expected.is_empty() {
        foretold.push((Method::Seasonal, expected));
    }
    for baseline in [Baseline::LastWindow, Baseline::LastYear] {
        if baseline.applies(&view) {
            let own = origin.days.iter();
            let expected: Vec<f64> = own
                .map(|days| baseline.expected_orders(days, &view))
                .collect();
            rules.push(Trial::judge(baseline, &origin, &expected, &per_order, None));
            foretold.push((Method::Baseline(baseline), expected));
        }
    }
    Ok(Some(Rehearsal {
        origin,
        foretold,
        trials,
        seasonal,
        rules,
        per_order,
    }))
}

/// What the default expects on the clock of the year's seasons, and whether one was seen; where
/// none was, the same as without.
fn foretell_season(
    log: &[Purchase],
    origin: &Origin,
    foretold: &[(Method, Vec<f64>)],
) -> (bool, Vec<f64>) {
    let default = foretold.first().map(|(_, expected)| expected.clone());
    let default = default.unwrap_or_default();
    if origin.base.rows().len() > MOST_ROWS_FOR_SEASON {
        return (false, default);
    }
    let View { as_of, .. } = origin.view;
    let by_day = OrdersByDay::of_repeats(log.iter().copied(), as_of);
    match Seasoned::<ParetoNbd>::learn(&origin.base, &by_day, as_of) {
        Ok(seasoned) if !seasoned.season.is_none() => {
            let Seasoned { season, fit, .. } = seasoned;
            let weeks = season.horizon(as_of, f64::from(origin.view.window_days));
            let expected = origin.histories.par_iter().map(|history| {
                let retimed = season.retime(history, as_of);
                fit.params.expected_orders(&retimed, weeks)
            });
            (true, expected.collect())
        }
        _ => (false, default),
    }
}

/// What a model expects of the judged customers.
fn expect(model: &BaseModel, origin: &Origin) -> Vec<f64> {
    let weeks = origin.weeks();
    origin
        .histories
        .par_iter()
        .map(|history| model.expected_orders(history, weeks))
        .collect()
}

/// The mean spend to expect of everybody; the plain mean where no model can be fitted.
fn expected_spends(spends: &[Spend]) -> Vec<f64> {
    match GammaGamma::fit(spends) {
        Ok(fit) => spends
            .iter()
            .map(|own| fit.params.expected_mean_spend(own.count(), own.mean()))
            .collect(),
        Err(_) => spends.iter().map(Spend::mean).collect(),
    }
}
