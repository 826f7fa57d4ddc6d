//! A forecast asked in two steps, for bases whose order log is too large to be held at once.
//!
//! Enters: folded histories, and one customer's order days at a time. Leaves: what either says of
//! the orders to expect, and both put together.

use crate::choosing::behaviour::{View, behaviour_row};
use crate::choosing::forecast::{Forecast, ForecastPart, PartSource, Tested};
use crate::folded::FoldedHistories;
use crate::history::{DAYS_PER_WEEK, History};
use crate::models::base_model::BaseModel;
use std::borrow::Cow;

/// What a history alone says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByHistory {
    /// Chance to be active, by the weighted models together.
    pub p_alive: f64,
    /// Orders expected by the weighted models, within the weeks that were tested at most.
    pub orders: f64,
    /// Orders that the doubt whether it still buys takes off them.
    pub doubted: f64,
    /// How many times as many are to be expected over the whole horizon.
    pub growth: f64,
}

/// What single order days add.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByDays {
    /// Orders expected by the weighted rules.
    pub orders: f64,
    /// The factor of the learnt correction.
    pub factor: f64,
}

impl ByDays {
    /// Where neither a rule nor a correction has a say.
    pub const NOTHING: Self = Self {
        orders: 0.0,
        factor: 1.0,
    };
}

impl ByHistory {
    /// Orders to expect of a customer.
    ///
    /// - Formula: (by history + by days) × factor × growth.
    /// - Shape: both parts of one customer in, one mean out.
    /// - Units: orders.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: [`Forecast::expected_orders`].
    /// - Checked: `tests/choice.rs`.
    pub fn with(self, by_days: ByDays) -> f64 {
        (self.orders + by_days.orders) * by_days.factor * self.growth
    }

    /// Orders that would come on top of those expected, were the customer sure to be active.
    ///
    /// - Formula: doubted × factor × growth.
    /// - Shape: both parts of one customer in, one mean out.
    /// - Units: orders.
    /// - Range: zero or more; rules doubt nobody.
    /// - Errors: none.
    /// - Source: [`Forecast::by_history`].
    /// - Checked: `tests/choice.rs`.
    pub fn doubted_with(self, by_days: ByDays) -> f64 {
        self.doubted * by_days.factor * self.growth
    }
}

impl Forecast {
    /// Whether order days have a say beside histories.
    pub fn needs_order_days(&self) -> bool {
        self.is_corrected() || self.parts.iter().any(ForecastPart::is_rule)
    }

    /// What every distinct history says of the next `horizon` weeks.
    ///
    /// - Formula: Σ weight × the model's chance to be active, weights adding up to one without those
    ///   of rules, which say nothing of it; Σ weight × its expectation over the weeks tested, and
    ///   what it would expect on top of somebody surely active; E(horizon)/E(tested) of the model
    ///   for the time beyond. A season is followed over the whole horizon.
    /// - Shape: a folded base in, one entry per row of [`FoldedHistories::rows`] out.
    /// - Units: weeks in, orders out.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: model averaging, Hoeting, Madigan, Raftery & Volinsky 1999, Statistical Science
    ///   14(4); [`expected_orders`](Self::expected_orders).
    /// - Checked: `tests/choice.rs`.
    pub fn by_history(&self, base: &FoldedHistories, horizon: f64) -> Vec<ByHistory> {
        let weeks = self.weeks_weighed(horizon);
        let (tested, growths) = match &self.tested {
            Some(tested) if weeks < horizon => tested.orders_and_growths(base, horizon),
            _ => (Vec::new(), vec![1.0; base.rows().len()]),
        };
        let is_tested = |model: &BaseModel| {
            let beyond = self.tested.as_ref().map(|tested| &tested.beyond);
            !tested.is_empty() && beyond == Some(model)
        };
        let nothing = |growth| ByHistory {
            p_alive: 0.0,
            orders: 0.0,
            doubted: 0.0,
            growth,
        };
        let mut rows: Vec<ByHistory> = growths.into_iter().map(nothing).collect();
        let by_models: f64 = models(&self.parts).map(|(_, weight)| weight).sum();
        for (source, weight) in models(&self.parts) {
            let is_seasonal = matches!(source, PartSource::Seasonal(..));
            let span = if is_seasonal { horizon } else { weeks };
            let (model, base, span) = self.on_its_clock(source, base, span);
            let active = match is_tested(&model) && !is_seasonal {
                true => Cow::Borrowed(&tested),
                false => Cow::Owned(active_by_row(&model, &base, span)),
            };
            let chances = base.map(|history| model.p_alive(history));
            for (row, (&orders, p_alive)) in rows.iter_mut().zip(active.iter().zip(chances)) {
                // What is grown later is taken back before.
                let orders = if is_seasonal {
                    orders / row.growth
                } else {
                    orders
                };
                row.orders += weight * p_alive * orders;
                row.doubted += weight * (1.0 - p_alive) * orders;
                row.p_alive += weight / by_models * p_alive;
            }
        }
        if let Some(tested) = self.tested.as_ref().filter(|_| by_models <= 0.0) {
            let chances = base.map(|history| tested.carrier.p_alive(history));
            let each = rows.iter_mut().zip(chances);
            each.for_each(|(row, p_alive)| row.p_alive = p_alive);
        }
        rows
    }

    /// What one customer's order days say of the next `horizon` weeks: rising days up to the day of
    /// the forecast, each once, with what was spent on it.
    ///
    /// - Formula: Σ weight × the rule's expectation; e to the learnt trees.
    /// - Shape: the order days of one customer in, one entry out.
    /// - Units: days and weeks in, orders and a factor out.
    /// - Range: zero or more; nothing for nobody's days.
    /// - Errors: none.
    /// - Source: [`expected_orders`](Self::expected_orders).
    /// - Checked: `tests/choice.rs`.
    pub fn by_days(&self, days: &[(i32, f64)], horizon: f64) -> ByDays {
        let days = &days[..days.partition_point(|(day, _)| *day <= self.as_of)];
        if days.is_empty() {
            return ByDays::NOTHING;
        }
        let view = self.view(self.weeks_weighed(horizon));
        let correction = self.correction.as_ref();
        ByDays {
            orders: add_up_rules(&self.parts, days, &view),
            factor: correction.map_or(1.0, |one| one.factor(&behaviour_row(days, &view))),
        }
    }

    /// Chance that one customer was active at the end of a day, by the weighted models together:
    /// [`ByHistory::p_alive`], of a history up to that day.
    pub fn p_alive(&self, history: &History, as_of: i32) -> f64 {
        let by_models: f64 = models(&self.parts).map(|(_, weight)| weight).sum();
        if let Some(tested) = self.tested.as_ref().filter(|_| by_models <= 0.0) {
            return tested.carrier.p_alive(history);
        }
        let each = models(&self.parts).map(|(source, weight)| match source {
            PartSource::Model(model) => weight * model.p_alive(history),
            PartSource::Seasonal(season, model) => {
                weight * model.p_alive(&season.retime(history, as_of))
            }
            PartSource::Baseline(_) => 0.0,
        });
        each.sum::<f64>() / by_models
    }

    /// A model with the base and a number of weeks on the clock that it runs by.
    pub(crate) fn on_its_clock<'a>(
        &self,
        source: &PartSource,
        base: &'a FoldedHistories,
        weeks: f64,
    ) -> (BaseModel, Cow<'a, FoldedHistories>, f64) {
        match source {
            PartSource::Seasonal(season, model) => (
                BaseModel::ParetoNbd(*model),
                Cow::Owned(season.retime_base(base, self.as_of)),
                season.horizon(self.as_of, weeks * DAYS_PER_WEEK),
            ),
            PartSource::Model(model) => (*model, Cow::Borrowed(base), weeks),
            PartSource::Baseline(_) => unreachable!("a rule runs by no clock"),
        }
    }

    /// The weeks over which the parts are weighed: those that were tested at most, all where one
    /// model says it all.
    fn weeks_weighed(&self, horizon: f64) -> f64 {
        match &self.tested {
            Some(tested) if !self.is_one_model() => tested.weeks.min(horizon),
            _ => horizon,
        }
    }

    /// The stretch known, and the weeks to foretell.
    pub(crate) fn view(&self, weeks: f64) -> View {
        View {
            first_day: self.first_day,
            as_of: self.as_of,
            window_days: ((weeks * DAYS_PER_WEEK).round() as i32).max(1),
        }
    }
}

impl Tested {
    /// Orders of every row, if active, over the weeks tested, and how many times as many it is to make
    /// over a horizon.
    pub(crate) fn orders_and_growths(
        &self,
        base: &FoldedHistories,
        horizon: f64,
    ) -> (Vec<f64>, Vec<f64>) {
        let both = |curve: &dyn Fn(f64) -> f64| [curve(self.weeks), curve(horizon)];
        let growth = |[tested, whole]: [f64; 2]| match tested > 0.0 {
            true => (tested, whole / tested),
            false => (tested, 1.0),
        };
        let sums = self.beyond.map_active(base, both);
        sums.into_iter().map(growth).unzip()
    }
}

/// Orders of every row, if active, over a number of weeks.
fn active_by_row(model: &BaseModel, base: &FoldedHistories, weeks: f64) -> Vec<f64> {
    let active = model.map_active(base, |curve| [curve(weeks)]);
    active.into_iter().map(|[orders]| orders).collect()
}

/// The models among the parts, with their weights.
pub(crate) fn models(parts: &[ForecastPart]) -> impl Iterator<Item = (&PartSource, f64)> {
    let models = parts.iter().filter(|part| !part.is_rule());
    models.map(|part| (&part.source, part.weight))
}

/// The weighted sum of what the rules among the parts say of one customer.
pub(crate) fn add_up_rules(parts: &[ForecastPart], days: &[(i32, f64)], view: &View) -> f64 {
    let each = parts.iter().map(|part| match &part.source {
        PartSource::Baseline(rule) => part.weight * rule.expected_orders(days, view),
        _ => 0.0,
    });
    each.sum()
}
