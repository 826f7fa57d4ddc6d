//! Learning the season jointly with a model.
//!
//! Enters: a folded base, its repeat orders by day, the as-of day. Leaves: the multipliers of
//! the clock, the model fitted on it, and in words what was found.
//!
//! # How
//! Given a model, the multiplier of a week has a closed form: orders that came over orders
//! that were to be expected at an even clock, customers weighed by their rates and chances of
//! being active. Given the multipliers, the model is fitted on the retimed base. The two steps
//! are repeated until nothing moves; each raises the joint likelihood (Dempster, Laird & Rubin
//! 1977). Between the two the raw multipliers are drawn towards harmonics of the year, as many
//! as pay, and each week's own departure from them is kept as far as it stands out from chance
//! (`season_curve.rs`). At the end the joint likelihood must pay for the parameters used, or
//! there is no season.

use crate::clock::season::{OrdersByDay, Season, week_since_start};
use crate::clock::season_curve::{SeasonCurve, WeekCell};
use crate::fit::fitted::{FitError, Fitted};
use crate::folded::FoldedHistories;
use crate::history::{DAYS_PER_WEEK, History};
use crate::models::after_order::AfterOrder;
use crate::models::bg_nbd::{Bg, BgNbd};
use crate::models::mbg_nbd::{Mbg, MbgNbd};
use crate::models::nbd::Nbd;
use crate::models::order_model::OrderModel;
use crate::models::pareto_nbd::ParetoNbd;
use std::fmt;

/// Days of observation below which a season cannot be told from growth: a year, less a week
/// for calendars that do not quite close.
const SHORTEST_LOG_DAYS: i32 = 358;

/// Alternations at most; three or four are usual.
const MOST_ROUNDS: usize = 12;

/// Change of any multiplier below which the alternation is at rest.
const AT_REST: f64 = 1e-3;

/// Distinct histories above which the model is fitted on a part of them while the season is
/// sought; the expected orders are always those of all.
const ROWS_FOR_A_SKETCH: usize = 20_000;

/// A model that the season can be learnt with.
pub trait SeasonalModel: OrderModel + Sized {
    /// Fits the model to a base.
    fn fit_to(base: &FoldedHistories) -> Result<Fitted<Self>, FitError>;

    /// Log-likelihood of a base.
    fn log_likelihood_of(&self, base: &FoldedHistories) -> f64;

    /// By how much the log-likelihood of one history falls per week added before the last
    /// order, and per week added after it: the orders to expect per week, given all that is
    /// known.
    ///
    /// - Formula: `−∂ln L/∂t_x − ∂ln L/∂T` and `−∂ln L/∂T`.
    /// - Shape: one history in, two rates out.
    /// - Units: per week.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: Fisher's identity for the intensity of a mixed Poisson process.
    /// - Checked: `tests/season.rs` against finite differences of the likelihood.
    fn orders_expected_per_week(&self, history: &History) -> [f64; 2];
}

/// Implements [`SeasonalModel`] where fit and likelihood are methods of the type.
macro_rules! seasonal {
    ($model:ty, $rates:expr) => {
        impl SeasonalModel for $model {
            fn fit_to(base: &FoldedHistories) -> Result<Fitted<Self>, FitError> {
                <$model>::fit(base)
            }

            fn log_likelihood_of(&self, base: &FoldedHistories) -> f64 {
                self.log_likelihood(base)
            }

            fn orders_expected_per_week(&self, history: &History) -> [f64; 2] {
                $rates(self, history)
            }
        }
    };
}
seasonal!(Nbd, |model: &Nbd, history: &History| {
    [model.expected_orders(history, 1.0); 2]
});
seasonal!(BgNbd, AfterOrder::<Bg>::rates_by_stretch);
seasonal!(MbgNbd, AfterOrder::<Mbg>::rates_by_stretch);
seasonal!(ParetoNbd, ParetoNbd::rates_by_stretch);

/// What was found out about the season.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum SeasonFinding {
    /// The log is too short.
    TooShort {
        /// Days the log covers.
        days: i32,
    },
    /// Weeks differ no more than chance, or not enough to pay for the parameters.
    NoneSeen,
    /// Weeks differ.
    Seen {
        /// Multiplier of the busiest week.
        busiest: f64,
        /// Its number in the year, from 0.
        busiest_week: usize,
        /// Multiplier of the quietest week.
        quietest: f64,
        /// Its number in the year, from 0.
        quietest_week: usize,
        /// Gain in log-likelihood after the parameters are paid for.
        gain: f64,
    },
}

impl fmt::Display for SeasonFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort { days } => write!(
                f,
                "{days} days of orders are less than a year, so no season is assumed"
            ),
            Self::NoneSeen => write!(
                f,
                "the weeks of the year differ no more than chance would have it, so no season is \
                 assumed"
            ),
            Self::Seen {
                busiest,
                busiest_week,
                quietest,
                quietest_week,
                ..
            } => write!(
                f,
                "customers order {busiest:.1} times as often as on average in week {} of the \
                 year, and {quietest:.1} times in week {}",
                busiest_week + 1,
                quietest_week + 1
            ),
        }
    }
}

/// A season and the model fitted on its clock.
#[derive(Clone, Debug)]
pub struct Seasoned<M> {
    /// The clock; an even one where no season is seen.
    pub season: Season,
    /// The model on that clock. Its log-likelihood is the joint one: by the calendar, and so
    /// comparable with that of the model without a season.
    pub fit: Fitted<M>,
    /// What was found, to be shown.
    pub finding: SeasonFinding,
    /// The base on that clock, from which chances are predicted.
    pub base: FoldedHistories,
    as_of: i32,
}

impl<M: SeasonalModel> Seasoned<M> {
    /// Learns season and model together.
    ///
    /// - Formula: maximum of `ln L(retimed base) + Σ ln m(day)` over the repeat orders, by
    ///   alternation, multipliers drawn towards harmonics and the mean.
    /// - Shape: a base by the calendar, its repeat orders by day and its as-of day in.
    /// - Units: days and weeks.
    /// - Range: any base the model can be fitted to; without a season it is the plain fit.
    /// - Errors: [`FitError`] of the model.
    /// - Source: operational time; the update is the M step of Dempster, Laird & Rubin 1977.
    /// - Checked: `tests/season.rs` on planted seasons, none, and short logs.
    ///
    /// ```no_run
    /// use clv::{FoldedHistories, MbgNbd, OrdersByDay, Purchase, Seasoned, summarise};
    ///
    /// # fn read_log() -> Vec<Purchase> { Vec::new() }
    /// let log: Vec<Purchase> = read_log();
    /// let as_of = 19_000;
    /// let base = FoldedHistories::fold(&summarise(log.iter().copied(), as_of)?.histories);
    /// let by_day = OrdersByDay::of_repeats(log, as_of);
    /// let seasoned = Seasoned::<MbgNbd>::learn(&base, &by_day, as_of)?;
    /// println!("{}", seasoned.finding);
    /// let next_quarter = seasoned.total_between(0, 91);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn learn(
        base: &FoldedHistories,
        by_day: &OrdersByDay,
        as_of: i32,
    ) -> Result<Self, FitError> {
        let plain = M::fit_to(base)?;
        let calendar = Calendar::of(base, by_day, as_of);
        let without = |plain, finding| Self {
            season: Season::none(),
            fit: plain,
            finding,
            base: base.clone(),
            as_of,
        };
        if calendar.days < SHORTEST_LOG_DAYS {
            let days = calendar.days;
            return Ok(without(plain, SeasonFinding::TooShort { days }));
        }
        let Some((season, curve)) = alternate(&calendar, &plain.params)? else {
            return Ok(without(plain, SeasonFinding::NoneSeen));
        };
        let retimed = season.retime_base(base, as_of);
        let mut fit = M::fit_to(&retimed)?;
        fit.log_likelihood += by_day
            .iter()
            .map(|(day, count)| f64::from(count) * season.multiplier(day).ln())
            .sum::<f64>();
        let gain = curve.net_gain(fit.log_likelihood - plain.log_likelihood);
        if gain <= 0.0 {
            return Ok(without(plain, SeasonFinding::NoneSeen));
        }
        Ok(Self {
            finding: seen(&season, gain),
            season,
            fit,
            base: retimed,
            as_of,
        })
    }

    /// Expected orders of a customer, given on the operational clock, later than `from` and up
    /// to `until` days after the as-of day.
    ///
    /// - Formula: the model's expectation between the two moments on the operational clock.
    /// - Shape: a history of [`base`](Self::base) and a window in, one mean out.
    /// - Units: days in, orders out.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: the idea of `season.rs`.
    /// - Checked: `tests/season.rs`, quarter by quarter.
    pub fn expected_orders_between(&self, retimed: &History, from: i32, until: i32) -> f64 {
        let [from, until] =
            [from, until].map(|days| self.season.horizon(self.as_of, f64::from(days)));
        self.fit
            .params
            .expected_orders_between(retimed, from, until)
    }

    /// Expected orders of the whole base in a window of days after the as-of day.
    ///
    /// - Formula: sum of [`expected_orders_between`](Self::expected_orders_between).
    /// - Shape: a window in, one total out.
    /// - Units: days in, orders out.
    /// - Range: zero or more.
    /// - Errors: none.
    /// - Source: definition.
    /// - Checked: `tests/season.rs`.
    pub fn total_between(&self, from: i32, until: i32) -> f64 {
        self.base
            .total(|history| self.expected_orders_between(history, from, until))
    }
}

/// The alternation of model and multipliers; `None` when the multipliers come to rest at one.
fn alternate<M: SeasonalModel>(
    calendar: &Calendar,
    plain: &M,
) -> Result<Option<(Season, SeasonCurve)>, FitError> {
    let stride = calendar.base.rows().len().div_ceil(ROWS_FOR_A_SKETCH);
    let sketch = calendar.base.thinned(stride.max(1));
    let mut season = Season::none();
    let mut fitted: Option<Fitted<M>> = None;
    for _ in 0..MOST_ROUNDS {
        let model = fitted.as_ref().map_or(plain, |fit| &fit.params);
        let Some(curve) = SeasonCurve::fit(&calendar.cells(model, &season)) else {
            return Ok(None);
        };
        let next = curve.season();
        let moved = next
            .multipliers()
            .iter()
            .zip(season.multipliers())
            .fold(0.0_f64, |most, (new, old)| {
                most.max((new / old - 1.0).abs())
            });
        season = next;
        if moved < AT_REST {
            return Ok(Some((season, curve)));
        }
        fitted = Some(M::fit_to(&season.retime_base(&sketch, calendar.as_of))?);
    }
    let model = fitted.as_ref().map_or(plain, |fit| &fit.params);
    Ok(SeasonCurve::fit(&calendar.cells(model, &season)).map(|curve| (season, curve)))
}

/// The base on the calendar.
struct Calendar<'a> {
    base: &'a FoldedHistories,
    by_day: &'a OrdersByDay,
    as_of: i32,
    days: i32,
}

impl<'a> Calendar<'a> {
    fn of(base: &'a FoldedHistories, by_day: &'a OrdersByDay, as_of: i32) -> Self {
        let oldest = base.rows().iter().map(|row| row.history.t_obs());
        let days = (oldest.fold(0.0, f64::max) * DAYS_PER_WEEK).round() as i32;
        Self {
            base,
            by_day,
            as_of,
            days,
        }
    }

    /// Orders that came and orders to expect at an even clock, week by week since the start.
    fn cells(&self, model: &impl SeasonalModel, season: &Season) -> Vec<WeekCell> {
        let expected = self.expected_by_day(model, season);
        let first_day = self.as_of - self.days;
        let first_week = week_since_start(first_day + 1);
        let weeks = week_since_start(self.as_of) - first_week + 1;
        let mut cells: Vec<WeekCell> = (first_week..first_week + weeks)
            .map(WeekCell::empty)
            .collect();
        for (day, expected) in (first_day + 1..).zip(&expected) {
            cells[(week_since_start(day) - first_week) as usize].expected += expected;
        }
        for (day, count) in self.by_day.iter().filter(|(day, _)| *day > first_day) {
            cells[(week_since_start(day) - first_week) as usize].came += f64::from(count);
        }
        cells
    }

    /// Orders to expect on each day after the first, at an even clock: every customer adds a
    /// rate up to the last order and another after it, kept as steps and summed up once.
    fn expected_by_day(&self, model: &impl SeasonalModel, season: &Season) -> Vec<f64> {
        let days = self.days.max(0) as usize;
        let mut steps = vec![0.0; days + 1];
        let retimed = season.retime_base(self.base, self.as_of);
        let rates = retimed.map(|history| model.orders_expected_per_week(history));
        for (row, [before, after]) in self.base.rows().iter().zip(rates) {
            let whole_days = |weeks: f64| (weeks * DAYS_PER_WEEK).round() as usize;
            let first = days.saturating_sub(whole_days(row.history.t_obs()));
            let last = (first + whole_days(row.history.t_x())).min(days);
            let customers = f64::from(row.count) / DAYS_PER_WEEK;
            steps[first] += customers * before;
            steps[last] += customers * (after - before);
        }
        let mut level = 0.0;
        steps.truncate(days);
        for step in &mut steps {
            level += *step;
            *step = level;
        }
        steps
    }
}

fn seen(season: &Season, gain: f64) -> SeasonFinding {
    let mut weeks: Vec<(usize, f64)> = season.multipliers().iter().copied().enumerate().collect();
    weeks.sort_by(|one, other| one.1.total_cmp(&other.1));
    let ((quietest_week, quietest), (busiest_week, busiest)) = (weeks[0], weeks[weeks.len() - 1]);
    SeasonFinding::Seen {
        busiest,
        busiest_week,
        quietest,
        quietest_week,
        gain,
    }
}
