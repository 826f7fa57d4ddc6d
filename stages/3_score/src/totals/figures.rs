//! The base as a whole: what one run found over all accounts, kept with the run as one record.

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use store::{StoreError, rusqlite};
use terms::{Day, ValueSegment};

use crate::ScoreError;
use crate::alike::likes::EvidenceLine;
use crate::coming::ahead::{MonthAhead, PastMonth};
use crate::coming::future::ModelLine;
use crate::coming::money_range::MoneyRange;
use crate::compared::since::Since;
use crate::past::best::{BestBy, Pareto};
use crate::past::tiers::{TierFigures, TierMove};

/// Everything a run found about the base as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BaseFigures {
    /// Rows and columns of the grid.
    pub grid_size: u8,
    /// Accounts with a purchase.
    pub customers: u64,
    /// Accounts without.
    pub prospects: u64,
    /// Customers who ordered in the last 365 days.
    pub active: u64,
    /// Revenue so far, net of refunds.
    pub revenue_minor: i64,
    /// Contribution so far.
    pub past_value_minor: i64,
    /// Whether some of it rests on the usual margin.
    pub past_is_estimated: bool,
    /// Share of revenue whose cost is known, 0..=1.
    pub cost_coverage: f64,
    /// What serving has cost so far, shipping included.
    pub served_minor: i64,
    /// Contribution expected within the horizon, discounted.
    pub expected_value: MoneyRange,
    /// Revenue expected of today's customers in the next twelve months.
    pub expected_revenue: MoneyRange,
    /// The same month by month.
    pub months: Vec<MonthAhead>,
    /// Whether enough past was there to see seasons.
    pub has_seasons: bool,
    /// Revenue of the last 36 months, the running one last.
    pub past_months: Vec<PastMonth>,
    /// What doubt has taken off the expected value of the best customers.
    pub at_risk: Sum,
    /// The same of all customers.
    pub at_risk_all: Sum,
    /// What like accounts spend beyond these customers' own.
    pub potential: PotentialSum,
    /// What either kind of evidence behind the potential is worth.
    #[serde(default)]
    pub evidence: Vec<EvidenceLine>,
    /// The best customers by the owner's definition.
    pub best: BestFigures,
    /// How much the best part brings, by each definition.
    pub pareto: Vec<Pareto>,
    /// What pulling each lever by ten percent would add, over all customers.
    pub levers: Levers,
    /// The cells of the grid that somebody is in.
    pub cells: Vec<CellFigures>,
    /// How many are growing and slowing.
    pub trends: Trends,
    /// Small, medium and large customers.
    pub tiers: Vec<TierFigures>,
    /// Who moved between them within a year.
    pub tier_moves: Vec<TierMove>,
    /// Orders by channel.
    pub channels: Vec<ChannelFigures>,
    /// How the models did on the past, the best first; empty where there was too little of it.
    pub models: Vec<ModelLine>,
    /// The as-of day of the run that tried them; none in what older programs wrote.
    #[serde(default)]
    pub models_tried_on: Option<Day>,
    /// Why the model that is used is used, in plain words.
    pub choice_note: String,
    /// What changed since the run before; none for a first run.
    pub since: Option<Since>,
}

/// Accounts and an amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// How many.
    pub accounts: u64,
    /// How much together.
    pub minor: i64,
}

/// A year's revenue that like accounts give beyond those who could grow; the sum of their list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PotentialSum {
    /// Customers below what even a modest like account spends.
    pub accounts: u64,
    /// Up to a modest like account: three in four spend more.
    pub low_minor: i64,
    /// Up to the middle one.
    pub minor: i64,
    /// Up to a good one: one in ten spends more.
    pub high_minor: i64,
}

/// The best customers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BestFigures {
    /// By which definition.
    pub by: BestBy,
    /// The share of customers asked for.
    pub share: f64,
    /// How many there are.
    pub accounts: u64,
    /// The value of the last one among them: minor units, or days as a customer.
    pub bar: i64,
    /// The share of all contribution so far that they brought.
    pub value_share: f64,
}

/// What ten percent more of each lever would add to the expected value, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Levers {
    /// Larger orders.
    pub order_size_minor: i64,
    /// More orders in the same time.
    pub frequency_minor: i64,
    /// A longer life as a customer.
    pub lifetime_minor: i64,
}

impl Levers {
    /// Adds those of another.
    pub(crate) fn add(&mut self, other: &Levers) {
        self.order_size_minor += other.order_size_minor;
        self.frequency_minor += other.frequency_minor;
        self.lifetime_minor += other.lifetime_minor;
    }
}

/// One cell of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellFigures {
    /// Which.
    pub cell: ValueSegment,
    /// Customers in it.
    pub accounts: u64,
    /// Their contribution so far.
    pub past_value_minor: i64,
    /// The contribution expected of them.
    pub expected_value_minor: i64,
    /// What doubt has taken off it.
    pub at_risk_minor: i64,
    /// What like accounts spend beyond the own of those who could grow.
    pub potential_minor: i64,
    /// What each lever would add.
    pub levers: Levers,
}

/// How many customers are growing, steady and slowing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trends {
    /// Beyond chance.
    pub growing: u64,
    /// No change beyond chance.
    pub steady: u64,
    /// Beyond chance.
    pub slowing: u64,
    /// Too young or too few orders to say.
    pub unknown: u64,
}

/// Orders by one channel in the last 365 days and the 365 before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelFigures {
    /// As the files name it; empty where they do not.
    pub channel: String,
    /// Orders.
    pub orders: u64,
    /// Revenue net of refunds.
    pub revenue_minor: i64,
    /// Orders of the year before.
    pub orders_before: u64,
    /// Revenue of the year before.
    pub revenue_before_minor: i64,
    /// Customers who ordered by it.
    pub customers: u64,
}

/// The figures of the newest run; none before the first.
///
/// # Errors
/// When the database refuses or they are not what this program wrote.
pub fn read_figures(db: &Connection) -> Result<Option<BaseFigures>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/figures.read.sql"))?;
    let text: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
    let Some(text) = text.filter(|text| text != "{}") else {
        return Ok(None);
    };
    let figures = serde_json::from_str(&text).map_err(|error| StoreError::Damaged {
        what: "the figures of the newest scores".into(),
        why: error.to_string(),
    })?;
    Ok(Some(figures))
}
