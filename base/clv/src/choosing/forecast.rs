//! The chosen forecast: one method or several together, corrected or not.
//!
//! Enters: an order log. Leaves: per customer the orders to expect.

use crate::choosing::behaviour::{OrderDays, View, behaviour_row, merge_order_days};
use crate::choosing::correction::Correction;
use crate::choosing::method::{Baseline, Method};
use crate::clock::season::Season;
use crate::folded::FoldedHistories;
use crate::history::{DAYS_PER_WEEK, History};
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
    #[serde(default)]
    pub(crate) tested: Option<Tested>,
    pub(crate) first_day: i32,
    pub(crate) as_of: i32,
}

/// What the backtest tells beside the weights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tested {
    /// Weeks of the windows that were foretold.
    pub(crate) weeks: f64,
    /// The model for spread.
    pub(crate) carrier: BaseModel,
    /// The model for the time beyond those weeks.
    pub(crate) beyond: BaseModel,
    /// Weight of the median at the level of the forecast.
    pub(crate) at_level: f64,
    /// The methods whose own medians have the rest.
    pub(crate) medians: Vec<ForecastPart>,
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
            tested: None,
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
    /// - Formula: (Σ weight × the method's expectation) × the correction's factor; beyond the weeks
    ///   the methods were tested over, times E(horizon)/E(weeks) of the heaviest model in
    ///   which customers leave: a rule without leaving may foretell a year well, not the next.
    ///   Where one model says it all, its own expectation at any horizon.
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
        let weighed = |weeks| {
            let expected = self.add_up(&self.parts, log, &base, weeks, |model, history| {
                model.expected_orders(history, weeks)
            });
            self.corrected(log, weeks, expected)
        };
        match &self.tested {
            Some(tested) if horizon > tested.weeks && !self.is_one_model() => {
                let mut expected = weighed(tested.weeks);
                tested.grow(&mut expected, &base, horizon);
                expected
            }
            _ => weighed(horizon),
        }
    }

    /// The whole number of orders to name for every customer in the next `horizon` weeks: right
    /// more often, and off by less, than the expectation, but not to be added up.
    ///
    /// - Formula: the weighted medians of the methods and of the model at the forecast's own level,
    ///   rounded; weights by the absolute errors of past origins. Beyond the weeks the methods were
    ///   tested over, their medians grow as their expectations do.
    /// - Shape: as [`expected_orders`](Self::expected_orders).
    /// - Units: weeks in, orders out.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: Gneiting 2011, Journal of the American Statistical Association 106(494): the
    ///   absolute error is least at the median.
    /// - Checked: `tests/choice.rs`; `cargo run --example accuracy`.
    ///
    /// # Panics
    /// When the log has fewer customers than the summary.
    pub fn median_orders(&self, log: &[Purchase], known: &Summary, horizon: f64) -> Vec<f64> {
        let base = FoldedHistories::fold(&known.histories);
        let (parts, at_level, weeks) = match &self.tested {
            Some(tested) => (&tested.medians, tested.at_level, tested.weeks.min(horizon)),
            None => (&self.parts, 0.0, horizon),
        };
        let mut sum = self.add_up(parts, log, &base, weeks, |model, history| {
            f64::from(model.median_orders(history, weeks))
        });
        if let Some(tested) = self.tested.as_ref().filter(|_| horizon > weeks) {
            tested.grow(&mut sum, &base, horizon);
        }
        if let Some(tested) = self.tested.as_ref().filter(|_| at_level > 0.0) {
            let levels = self.expected_orders(log, known, horizon);
            let rows = known.histories.par_iter().zip(levels);
            sum.par_iter_mut()
                .zip(rows)
                .for_each(|(sum, (history, level))| {
                    let median = tested.carrier.median_orders_at(history, horizon, level);
                    *sum += at_level * f64::from(median);
                });
        }
        sum.iter_mut().for_each(|sum| *sum = sum.round());
        sum
    }

    /// The weighted sum of what parts say of every customer over a number of weeks; `by_model` is
    /// what a model says of a history on the clock of the calendar.
    fn add_up(
        &self,
        parts: &[ForecastPart],
        log: &[Purchase],
        base: &FoldedHistories,
        weeks: f64,
        by_model: impl Fn(&BaseModel, &History) -> f64 + Sync,
    ) -> Vec<f64> {
        let mut sum = vec![0.0; base.customers()];
        let mut rules = Vec::new();
        for part in parts {
            let own = match &part.source {
                PartSource::Model(model) => base.expand(&base.map(|one| by_model(model, one))),
                PartSource::Seasonal(season, model) => {
                    let weeks = season.horizon(self.as_of, weeks * DAYS_PER_WEEK);
                    let retimed = season.retime_base(base, self.as_of);
                    retimed.expand(&retimed.map(|one| model.expected_orders(one, weeks)))
                }
                PartSource::Baseline(rule) => {
                    rules.push((*rule, part.weight));
                    continue;
                }
            };
            sum.iter_mut()
                .zip(own)
                .for_each(|(sum, own)| *sum += part.weight * own);
        }
        if !rules.is_empty() {
            let view = self.view(weeks);
            self.for_each_owner(log, &mut sum, |days, sum| {
                for (rule, weight) in &rules {
                    *sum += weight * rule.expected_orders(days, &view);
                }
            });
        }
        sum
    }

    /// Expectations times the factor that was learnt, where one was.
    fn corrected(&self, log: &[Purchase], weeks: f64, mut expected: Vec<f64>) -> Vec<f64> {
        if let Some(correction) = &self.correction {
            let view = self.view(weeks);
            self.for_each_owner(log, &mut expected, |days, own| {
                *own *= correction.factor(&behaviour_row(days, &view));
            });
        }
        expected
    }

    /// The stretch known, and the weeks to foretell.
    fn view(&self, weeks: f64) -> View {
        View {
            first_day: self.first_day,
            as_of: self.as_of,
            window_days: ((weeks * DAYS_PER_WEEK).round() as i32).max(1),
        }
    }

    /// Lets each customer's order days act on the own number.
    fn for_each_owner(
        &self,
        log: &[Purchase],
        numbers: &mut [f64],
        act: impl Fn(&OrderDays, &mut f64) + Sync,
    ) {
        let owners: Vec<&[Purchase]> = log
            .chunk_by(|one, other| one.customer == other.customer)
            .filter(|own| own[0].day <= self.as_of)
            .collect();
        assert_eq!(owners.len(), numbers.len(), "the log is the summary's own");
        let pairs = numbers.par_iter_mut().zip(owners);
        pairs.for_each(|(number, own)| act(&merge_order_days(own, i32::MIN, self.as_of), number));
    }
}

impl Tested {
    /// Takes what customers make in the weeks tested to a horizon.
    fn grow(&self, orders: &mut [f64], base: &FoldedHistories, horizon: f64) {
        let growths = base.expand(&base.map(|history| self.growth(history, horizon)));
        let each = orders.iter_mut().zip(growths);
        each.for_each(|(own, by)| *own *= by);
    }

    /// How many times as many orders are to be expected over a horizon as over the weeks tested.
    fn growth(&self, history: &History, horizon: f64) -> f64 {
        let tested = self.beyond.expected_orders_if_active(history, self.weeks);
        match tested > 0.0 {
            true => self.beyond.expected_orders_if_active(history, horizon) / tested,
            false => 1.0,
        }
    }
}
