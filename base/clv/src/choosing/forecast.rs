//! The chosen forecast: one method or several together, corrected or not.
//!
//! Enters: an order log. Leaves: per customer the orders to expect.

use crate::choosing::behaviour::{View, behaviour_row, merge_order_days};
use crate::choosing::correction::Correction;
use crate::choosing::method::{Baseline, Method};
use crate::clock::season::Season;
use crate::folded::FoldedHistories;
use crate::history::DAYS_PER_WEEK;
use crate::models::base_model::BaseModel;
use crate::models::pareto_nbd::ParetoNbd;
use crate::summary::{Purchase, Summary};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// A forecast that was chosen: weighted parts, and what was learnt on top of them. Written to a file
/// and read again it foretells the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    pub(crate) parts: Vec<ForecastPart>,
    pub(crate) correction: Option<Correction>,
    pub(crate) first_day: i32,
    pub(crate) as_of: i32,
}

/// One method's share of a forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ForecastPart {
    pub(crate) method: Method,
    pub(crate) weight: f64,
    pub(crate) source: PartSource,
}

/// Where a part's expectations come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum PartSource {
    Model(BaseModel),
    Seasonal(Box<Season>, ParetoNbd),
    Baseline(Baseline),
}

impl Forecast {
    /// A forecast by one model alone.
    pub(crate) fn by_model(method: Method, model: BaseModel, first_day: i32, as_of: i32) -> Self {
        let part = ForecastPart {
            method,
            weight: 1.0,
            source: PartSource::Model(model),
        };
        Self {
            parts: vec![part],
            correction: None,
            first_day,
            as_of,
        }
    }

    /// What was learnt, to be asked on another day or of another log: `first_day` is that log's.
    #[must_use]
    pub fn moved_to(self, first_day: i32, as_of: i32) -> Self {
        Self {
            first_day,
            as_of,
            ..self
        }
    }

    /// The methods and their weights, which add up to one.
    pub fn weights(&self) -> Vec<(Method, f64)> {
        self.parts
            .iter()
            .map(|part| (part.method, part.weight))
            .collect()
    }

    /// Whether a learnt correction is applied on top.
    pub fn is_corrected(&self) -> bool {
        self.correction.is_some()
    }

    /// Whether customers with equal histories get equal forecasts, so that one model on folded
    /// rows says it all.
    pub fn is_one_model(&self) -> bool {
        let one = matches!(
            self.parts[..],
            [ForecastPart {
                source: PartSource::Model(_),
                ..
            }]
        );
        one && self.correction.is_none()
    }

    /// Orders to expect of every customer in the next `horizon` weeks.
    ///
    /// - Formula: (Σ weight × the method's expectation) × the correction's factor.
    /// - Shape: the sorted log and its summary as of the day of choice in, one mean per row of
    ///   the summary out.
    /// - Units: weeks in, orders out.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: the file of each method.
    /// - Checked: `tests/choice.rs`; `cargo run --example accuracy`.
    ///
    /// # Panics
    /// When the log has fewer customers than the summary.
    pub fn expected_orders(&self, log: &[Purchase], known: &Summary, horizon: f64) -> Vec<f64> {
        let base = FoldedHistories::fold(&known.histories);
        let mut expected = vec![0.0; known.customers.len()];
        let mut rules = Vec::new();
        for part in &self.parts {
            match &part.source {
                PartSource::Model(model) => {
                    let rows =
                        base.map(|history| part.weight * model.expected_orders(history, horizon));
                    let own = base.expand(&rows);
                    expected
                        .iter_mut()
                        .zip(own)
                        .for_each(|(sum, own)| *sum += own);
                }
                PartSource::Seasonal(season, model) => {
                    let weeks = season.horizon(self.as_of, horizon * DAYS_PER_WEEK);
                    let retimed = season.retime_base(&base, self.as_of);
                    let own =
                        retimed
                            .expand(&retimed.map(|history| {
                                part.weight * model.expected_orders(history, weeks)
                            }));
                    expected
                        .iter_mut()
                        .zip(own)
                        .for_each(|(sum, own)| *sum += own);
                }
                PartSource::Baseline(rule) => rules.push((*rule, part.weight)),
            }
        }
        if !rules.is_empty() || self.correction.is_some() {
            self.add_behaviour(log, horizon, &rules, &mut expected);
        }
        expected
    }

    /// Adds what takes more than a history: rules and the correction.
    fn add_behaviour(
        &self,
        log: &[Purchase],
        horizon: f64,
        rules: &[(Baseline, f64)],
        expected: &mut [f64],
    ) {
        let view = View {
            first_day: self.first_day,
            as_of: self.as_of,
            window_days: ((horizon * DAYS_PER_WEEK).round() as i32).max(1),
        };
        let owners: Vec<&[Purchase]> = log
            .chunk_by(|one, other| one.customer == other.customer)
            .filter(|own| own[0].day <= self.as_of)
            .collect();
        assert_eq!(owners.len(), expected.len(), "the log is the summary's own");
        expected.par_iter_mut().zip(owners).for_each(|(sum, own)| {
            let days = merge_order_days(own, i32::MIN, self.as_of);
            for (rule, weight) in rules {
                *sum += weight * rule.expected_orders(&days, &view);
            }
            if let Some(correction) = &self.correction {
                *sum *= correction.factor(&behaviour_row(&days, &view));
            }
        });
    }
}
