//! The chosen forecast: one method or several together, corrected or not.
//!
//! Enters: an order log. Leaves: per customer the orders to expect.

use crate::choosing::behaviour::merge_order_days;
use crate::choosing::by_customer::{ByDays, ByHistory, add_up_rules, models};
use crate::choosing::candidate::CANDIDATES;
use crate::choosing::correction::Correction;
use crate::choosing::method::{Baseline, Method};
use crate::clock::season::Season;
use crate::folded::FoldedHistories;
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

impl ForecastPart {
    /// Whether it looks at single orders, not at histories.
    pub(crate) fn is_rule(&self) -> bool {
        matches!(self.source, PartSource::Baseline(_))
    }

    fn refit(&mut self, refit: &mut Refit<'_>, as_of: i32) {
        match &mut self.source {
            PartSource::Model(model) => *model = refit.model(*model),
            PartSource::Seasonal(season, model) => {
                let retimed = season.retime_base(refit.base, as_of);
                *model = ParetoNbd::fit(&retimed).map_or(*model, |fit| fit.params);
            }
            PartSource::Baseline(_) => (),
        }
    }
}

/// Models fitted anew, each once.
pub(crate) struct Refit<'a> {
    pub(crate) base: &'a FoldedHistories,
    pub(crate) ln_gap_sum: f64,
    pub(crate) done: Vec<BaseModel>,
}

impl Refit<'_> {
    /// The same kind of model, fitted to the base.
    pub(crate) fn model(&mut self, known: BaseModel) -> BaseModel {
        let name = known.name();
        if let Some(done) = self.done.iter().find(|done| done.name() == name) {
            return *done;
        }
        let candidate = CANDIDATES.iter().find(|candidate| candidate.name() == name);
        let fitted = candidate.and_then(|one| one.fit(self.base, self.ln_gap_sum).ok());
        let model = fitted.map_or(known, |fit| fit.params);
        self.done.push(model);
        model
    }
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

    /// What was learnt, to be asked on another day of the same log.
    #[must_use]
    pub fn on_day(&self, as_of: i32) -> Self {
        self.clone().moved_to(self.first_day, as_of)
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

    /// Fits the models to a whole base of which the log was a sample; a model that cannot be fitted
    /// stays as it is, and so do the season and the models behind the whole numbers.
    pub(crate) fn refit(&mut self, refit: &mut Refit<'_>) {
        for part in &mut self.parts {
            part.refit(refit, self.as_of);
        }
        if let Some(tested) = &mut self.tested {
            tested.carrier = refit.model(tested.carrier);
            tested.beyond = refit.model(tested.beyond);
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
        let by_history = base.expand(&self.by_history(&base, horizon));
        if !self.needs_order_days() {
            let alone = |one: ByHistory| one.with(ByDays::NOTHING);
            return by_history.into_iter().map(alone).collect();
        }
        let owners = self.owners(log, by_history.len()).into_par_iter();
        let each = owners.zip(by_history).map(|(own, by_history)| {
            let days = merge_order_days(own, i32::MIN, self.as_of);
            by_history.with(self.by_days(&days, horizon))
        });
        each.collect()
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
        let mut by_row = vec![0.0; base.rows().len()];
        for (source, weight) in models(parts) {
            let (model, base, weeks) = self.on_its_clock(source, &base, weeks);
            let medians = base.map(|history| model.median_orders(history, weeks));
            let each = by_row.iter_mut().zip(medians);
            each.for_each(|(sum, median)| *sum += weight * f64::from(median));
        }
        let mut sum = base.expand(&by_row);
        if parts.iter().any(ForecastPart::is_rule) {
            let view = self.view(weeks);
            let owners = self.owners(log, sum.len()).into_par_iter();
            sum.par_iter_mut().zip(owners).for_each(|(sum, own)| {
                *sum += add_up_rules(parts, &merge_order_days(own, i32::MIN, self.as_of), &view);
            });
        }
        if let Some(tested) = self.tested.as_ref().filter(|_| horizon > weeks) {
            let growths = base.expand(&tested.orders_and_growths(&base, horizon).1);
            let each = sum.iter_mut().zip(growths);
            each.for_each(|(sum, growth)| *sum *= growth);
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

    /// The purchases up to the day of choice, customer by customer.
    fn owners<'a>(&self, log: &'a [Purchase], customers: usize) -> Vec<&'a [Purchase]> {
        let owners: Vec<&[Purchase]> = log
            .chunk_by(|one, other| one.customer == other.customer)
            .filter(|own| own[0].day <= self.as_of)
            .collect();
        assert_eq!(owners.len(), customers, "the log is the summary's own");
        owners
    }
}
