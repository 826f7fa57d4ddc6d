//! The chosen methods, learnt from the whole log.
//!
//! Enters: weights. Leaves: the parts of the forecast, and the model for chances and spread.

use crate::choosing::candidate::Candidate;
use crate::choosing::forecast::{ForecastPart, PartSource};
use crate::choosing::method::{DEFAULT_MODEL, Method};
use crate::clock::season::OrdersByDay;
use crate::clock::season_fit::Seasoned;
use crate::fit::fitted::FitNote;
use crate::folded::FoldedHistories;
use crate::models::base_model::BaseModel;
use crate::models::pareto_nbd::ParetoNbd;
use crate::summary::{Purchase, Summary, SummaryError, summarise};
use std::cell::RefCell;

/// A model as it was fitted, with what is to be said about it.
type Learnt = (BaseModel, Option<FitNote>);

/// All that is known as of the day of choice.
pub(crate) struct WholeLog<'a> {
    pub(crate) log: &'a [Purchase],
    pub(crate) as_of: i32,
    pub(crate) first_day: i32,
    pub(crate) summary: Summary,
    pub(crate) base: FoldedHistories,
    /// What was fitted so far: carrier, parts and medians often name the same model.
    learnt: RefCell<Vec<(Candidate, Learnt)>>,
}

impl<'a> WholeLog<'a> {
    /// Reads a sorted log up to a day.
    pub(crate) fn read(log: &'a [Purchase], as_of: i32) -> Result<Self, SummaryError> {
        let summary = summarise(log.iter().copied(), as_of)?;
        Ok(Self {
            log,
            as_of,
            first_day: summary.first_days.iter().copied().min().unwrap_or(as_of),
            base: FoldedHistories::fold(&summary.histories),
            summary,
            learnt: RefCell::default(),
        })
    }

    /// The age in days below which a tenth of the customers are.
    pub(crate) fn young_age_days(&self) -> i32 {
        let mut days = self.summary.first_days.clone();
        let at = days.len() * 9 / 10;
        match at < days.len() {
            true => self.as_of - *days.select_nth_unstable(at).1,
            false => 0,
        }
    }

    /// The weighted methods, their models fitted; a model that cannot be fitted gives way to the
    /// plain choice.
    pub(crate) fn fit_parts(&self, weights: &[(Method, f64)]) -> Vec<ForecastPart> {
        weights
            .iter()
            .map(|&(method, weight)| ForecastPart {
                method,
                weight,
                source: match method {
                    Method::Model(candidate) => PartSource::Model(self.fit_model(candidate).0),
                    Method::Seasonal => self.fit_season(),
                    Method::Baseline(rule) => PartSource::Baseline(rule),
                },
            })
            .collect()
    }

    /// The model with most weight, or the default where no model has any; where nobody is seen
    /// to leave the NBD. Also what is to be said about it.
    pub(crate) fn fit_carrier(&self, weights: &[(Method, f64)]) -> (BaseModel, String) {
        let candidate = heaviest(weights);
        let (model, note) = self.fit_model(candidate);
        let mind = note.map(|note| format!(" Mind: {note}."));
        let model = match note {
            Some(FitNote::NoOneLeaves) => self.fit_model(Candidate::Nbd).0,
            _ => model,
        };
        (model, mind.unwrap_or_default())
    }

    /// The model for the time beyond what was tested: the one with most weight among those in which
    /// customers leave.
    pub(crate) fn fit_beyond(&self, weights: &[(Method, f64)]) -> BaseModel {
        let knows_leaving = |method: &Method| match method {
            Method::Model(candidate) => candidate.knows_leaving(),
            Method::Seasonal => true,
            Method::Baseline(_) => false,
        };
        let mut weights = weights.to_vec();
        weights.retain(|(method, _)| knows_leaving(method));
        self.fit_model(heaviest(&weights)).0
    }

    fn fit_season(&self) -> PartSource {
        let by_day = OrdersByDay::of_repeats(self.log.iter().copied(), self.as_of);
        match Seasoned::<ParetoNbd>::learn(&self.base, &by_day, self.as_of) {
            Ok(Seasoned { season, fit, .. }) => PartSource::Seasonal(Box::new(season), fit.params),
            Err(_) => PartSource::Model(self.fit_model(DEFAULT_MODEL).0),
        }
    }

    /// The model, fitted once.
    fn fit_model(&self, candidate: Candidate) -> Learnt {
        let mut learnt = self.learnt.borrow_mut();
        if let Some((_, known)) = learnt.iter().find(|(own, _)| *own == candidate) {
            return *known;
        }
        let ln_gap_sum = self.summary.ln_gap_sums.iter().sum();
        let fitted = match candidate.fit(&self.base, ln_gap_sum) {
            Ok(fit) => (fit.params, fit.note),
            Err(_) => (BaseModel::choose(&self.base).0, None),
        };
        learnt.push((candidate, fitted));
        fitted
    }
}

/// The model with most weight, or the default where no model has any.
pub(crate) fn heaviest(weights: &[(Method, f64)]) -> Candidate {
    let heaviest = weights
        .iter()
        .filter_map(|(method, weight)| match method {
            Method::Model(candidate) => Some((*candidate, *weight)),
            Method::Seasonal => Some((DEFAULT_MODEL, *weight)),
            Method::Baseline(_) => None,
        })
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    heaviest.map_or(DEFAULT_MODEL, |(candidate, _)| candidate)
}
