//! One account looked at closely, just as the newest run saw it: its logs and what the run learnt
//! enter, intervals, levers and the way its chance went leave.

use clv::{BaseModel, ComingOrders, DAYS_PER_WEEK, History, OrderModel};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use store::rusqlite;
use terms::Day;

use crate::ScoreError;
use crate::alike::category_spend::{CategorySpend, spend_by_category};
use crate::base::{Customer, CustomerBase, read_one};
use crate::card::levers_of;
use crate::coming::future::{Outlook as ModelOutlook, by_history, history_of, weeks_of};
use crate::coming::growth::{Growth, GrowthCounts};
use crate::coming::horizon::Horizon;
use crate::coming::money_range::MoneyRange;
use crate::coming::value_range::{ComingSpend, OwnSpend};
use crate::coming::worth::Worth;
use crate::learnt::{Learnt, recall};
use crate::log::order_days::by_days;
use crate::log::order_log::entries;
use crate::log::serving::{Served, services};
use crate::log::windows::{Windows, new_year_of};
use crate::log::words::Words;
use crate::runs::{ScoreRun, read_latest_run};
use crate::totals::figures::Levers;

/// Weeks the chance is told for: two years.
const WEEKS_SHOWN: i32 = 104;

/// Years ahead that a remaining life is counted over, in steps of a quarter.
const YEARS_OF_LIFE: f64 = 10.0;

/// A number of orders with how far it may be off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct CountRange {
    /// The expectation.
    pub expected: f64,
    /// 80 % lie from here
    pub low80: u32,
    /// to here.
    pub high80: u32,
    /// 95 % lie from here
    pub low95: u32,
    /// to here.
    pub high95: u32,
}

/// Where the three levers stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct LeverBase {
    /// What an order is expected to bring, in minor units.
    pub order_size_minor: i64,
    /// Orders a year at its usual pace; none for a customer with a single order day, of whom it
    /// is too early to tell.
    pub orders_per_year: Option<f64>,
    /// Days it is expected to go on buying, counted over ten years at most.
    pub lifetime_days: f64,
}

/// Everything about one customer that a run knows, as of its day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outlook {
    /// What "now" meant.
    pub as_of: Day,
    /// How far ahead it looks.
    pub horizon_days: i32,
    /// Chance that it still buys.
    pub p_alive: f64,
    /// Orders expected within the horizon.
    pub orders: CountRange,
    /// Contribution expected, discounted.
    pub value: MoneyRange,
    /// Revenue expected.
    pub revenue: MoneyRange,
    /// Whether it is growing, where that can be told.
    pub growth: Option<Growth>,
    /// Where the levers stand.
    pub lever_base: LeverBase,
    /// What ten percent more of each would add.
    pub levers: Levers,
    /// What serving it has cost.
    pub served: Served,
    /// How the chance went, week by week, the oldest first.
    pub chance_history: Vec<(Day, f64)>,
    /// A year's spend by category beside that of like accounts, the widest gap first.
    pub spend_by_category: Vec<CategorySpend>,
}

/// Everything about one customer; none for accounts that were not scored or never ordered.
///
/// # Errors
/// When the database refuses or holds what this program did not write.
pub fn read_outlook(db: &Connection, account_id: i64) -> Result<Option<Outlook>, ScoreError> {
    let Some(run) = read_latest_run(db)? else {
        return Ok(None);
    };
    let learnt = recall(&run.parameters)?;
    let base = read_one(db, run.as_of, &learnt.assumed, account_id)?;
    // Orders that came in after the run are for the next one to tell of.
    let known = |one: &&Customer| one.last_day <= run.as_of;
    let Some(customer) = base.customers.first().filter(known) else {
        return Ok(None);
    };
    let words = Words::read(db)?;
    let logs = read_logs(db, account_id)?;
    let close = Close {
        run: &run,
        learnt: &learnt,
        base: &base,
        customer,
    };
    close.look(&logs, &words).map(Some)
}

/// The packed orders and services of an account.
struct Logs {
    orders: Vec<u8>,
    services: Vec<u8>,
}

fn read_logs(db: &Connection, account_id: i64) -> Result<Logs, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/outlook.read_logs.sql"))?;
    let logs = statement
        .query_row([account_id], |row| {
            Ok(Logs {
                orders: row.get(0)?,
                services: row.get(1)?,
            })
        })
        .optional()?;
    Ok(logs.unwrap_or(Logs {
        orders: Vec::new(),
        services: Vec::new(),
    }))
}

/// One customer in the light of one run.
struct Close<'a> {
    run: &'a ScoreRun,
    learnt: &'a Learnt,
    base: &'a CustomerBase,
    customer: &'a Customer,
}

impl Close<'_> {
    fn look(&self, logs: &Logs, words: &Words) -> Result<Outlook, ScoreError> {
        let (run, customer, model) = (self.run, self.customer, &self.learnt.chosen.model);
        let horizon = Horizon::new(run.horizon_days, run.yearly_discount)?;
        let days = [customer.first_day, customer.last_day];
        let history = history_of(customer.order_days, days, run.as_of).map_err(|why| {
            ScoreError::Damaged {
                account_id: customer.account_id,
                why: why.to_string(),
            }
        })?;
        let ahead = self.ahead(&history, &logs.orders, &horizon);
        let worth = self
            .learnt
            .shares
            .worth(customer, &ahead, &self.learnt.spend);
        let windows = Windows::of(
            run.as_of,
            new_year_of(run.as_of),
            entries(&logs.orders),
            services(&logs.services),
            &self.learnt.assumed.rates,
        );
        let growth = GrowthCounts::of(run.as_of, customer.first_day, entries(&logs.orders));
        let weeks = weeks_of(run.horizon_days);
        let orders = model.coming_orders_at(&history, weeks, ahead.p_alive, ahead.expected_orders);
        let (value, revenue) = self.money(&orders, &ahead, &worth);
        Ok(Outlook {
            as_of: run.as_of,
            horizon_days: run.horizon_days,
            p_alive: ahead.p_alive,
            orders: count_range(&orders, ahead.expected_orders),
            value,
            revenue,
            growth: growth.growth(),
            lever_base: lever_base(model, &history, &worth),
            levers: levers_of(&worth),
            served: windows.served,
            chance_history: self.chances(&logs.orders),
            spend_by_category: spend_by_category(self.base, self.learnt.likes.as_ref(), words),
        })
    }

    /// What the run said of its orders.
    fn ahead(&self, history: &History, order_log: &[u8], horizon: &Horizon) -> ModelOutlook {
        let chosen = &self.learnt.chosen;
        let by_model = ModelOutlook::of(&chosen.model, history, horizon);
        let Some(forecast) = &chosen.forecast else {
            return by_model;
        };
        let forecast = forecast.on_day(self.run.as_of.number());
        let by_days = by_days(&forecast, entries(order_log), horizon.days);
        let own = by_history(&forecast, history, horizon.days);
        by_model.at_level(own, by_days)
    }

    /// Contribution and revenue with their intervals.
    fn money(
        &self,
        orders: &ComingOrders<'_>,
        ahead: &ModelOutlook,
        worth: &Worth,
    ) -> (MoneyRange, MoneyRange) {
        let spend = &self.learnt.spend;
        let (order_days, kept_minor) = (self.customer.order_days, self.customer.kept_minor);
        let own = OwnSpend {
            model: spend.model(),
            order_days,
            mean_minor: kept_minor as f64 / f64::from(order_days.max(1)),
            expected_minor: spend.expected_minor(order_days, kept_minor),
        };
        let gross = ahead.expected_orders * own.expected_minor;
        let per_unit = |expected: f64| if gross > 0.0 { expected / gross } else { 0.0 };
        let range =
            |expected: f64, coming: &ComingSpend| coming.range(expected, per_unit(expected));
        match ComingSpend::of(orders, own) {
            Some(coming) => (
                range(worth.expected_minor, &coming),
                range(worth.revenue_minor, &coming),
            ),
            // So many orders that only their number is in doubt.
            None => {
                let counts = count_range(orders, ahead.expected_orders);
                let spread = f64::from(counts.high80 - counts.low80) / 2.563;
                let error = spread / ahead.expected_orders.max(1.0);
                let range = |expected| MoneyRange::of(expected, error);
                (range(worth.expected_minor), range(worth.revenue_minor))
            }
        }
    }

    /// The chance that it still bought, at the end of each of the last weeks.
    fn chances(&self, order_log: &[u8]) -> Vec<(Day, f64)> {
        let as_of = self.run.as_of;
        let mut days: Vec<Day> = entries(order_log)
            .filter(|entry| entry.orders > 0)
            .map(|entry| entry.day())
            .collect();
        days.dedup();
        let first_day = self.customer.first_day;
        let chosen = &self.learnt.chosen;
        let chance = |history: &History, day: Day| match &chosen.forecast {
            Some(forecast) => forecast.p_alive(history, day.number()),
            None => chosen.model.p_alive(history),
        };
        (0..WEEKS_SHOWN)
            .rev()
            .map(|week| as_of - 7 * week)
            .filter(|day| *day >= first_day)
            .filter_map(|day| {
                let orders = days.partition_point(|ordered| *ordered <= day);
                let last_day = *days.get(orders.checked_sub(1)?)?;
                let history = history_of(orders as u32, [first_day, last_day], day).ok()?;
                Some((day, chance(&history, day)))
            })
            .collect()
    }
}

fn count_range(orders: &ComingOrders<'_>, expected: f64) -> CountRange {
    let [narrow, wide] = [0.80, 0.95].map(|coverage| orders.range(coverage));
    CountRange {
        expected,
        low80: narrow.low,
        high80: narrow.high,
        // A wider range never ends inside a narrower one, however each was computed.
        low95: wide.low.min(narrow.low),
        high95: wide.high.max(narrow.high),
    }
}

fn lever_base(model: &BaseModel, history: &History, worth: &Worth) -> LeverBase {
    let quarter_weeks = clv::WEEKS_PER_YEAR / 4.0;
    let quarters = (YEARS_OF_LIFE * 4.0) as u32;
    // Trapezes: half the first and the last chance, all between.
    let stays =
        |quarter: u32| worth.p_alive * model.p_stays(history, f64::from(quarter) * quarter_weeks);
    let ends = f64::midpoint(stays(0), stays(quarters));
    let inner: f64 = (1..quarters).map(stays).sum();
    LeverBase {
        order_size_minor: worth.order_minor.round() as i64,
        orders_per_year: (history.x() > 0).then(|| clv::WEEKS_PER_YEAR / model.usual_gap(history)),
        lifetime_days: (ends + inner) * quarter_weeks * DAYS_PER_WEEK,
    }
}
