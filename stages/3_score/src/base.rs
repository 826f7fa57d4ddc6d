//! The accounts to score: the stored histories enter in one ordered pass, columns leave.

use rusqlite::{Connection, Row};
use store::rusqlite;
use terms::Day;

use crate::ScoreError;

/// All customers, column by column in order of account id, and the prospects beside them.
#[derive(Default)]
pub(crate) struct CustomerBase {
    pub(crate) account_ids: Vec<i64>,
    pub(crate) first_days: Vec<Day>,
    pub(crate) last_days: Vec<Day>,
    pub(crate) order_count: Vec<u32>,
    pub(crate) order_days: Vec<u32>,
    pub(crate) kept_minor: Vec<i64>,
    pub(crate) revenue_minor: Vec<i64>,
    pub(crate) known_revenue_minor: Vec<i64>,
    /// Goods and shipping together.
    pub(crate) known_cost_minor: Vec<i64>,
    pub(crate) repeat_mean_minor: Vec<f64>,
    /// Accounts without a kept order, by rising id.
    pub(crate) prospects: Vec<i64>,
}

impl CustomerBase {
    /// How many customers there are.
    pub(crate) fn len(&self) -> usize {
        self.account_ids.len()
    }

    fn push(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let (Some(first_day), Some(last_day)) = (row.get(1)?, row.get(2)?) else {
            self.prospects.push(row.get(0)?);
            return Ok(());
        };
        self.account_ids.push(row.get(0)?);
        self.first_days.push(Day::from_number(first_day));
        self.last_days.push(Day::from_number(last_day));
        self.order_count.push(row.get(3)?);
        self.order_days.push(row.get(4)?);
        self.kept_minor.push(row.get(5)?);
        self.revenue_minor.push(row.get(6)?);
        self.known_revenue_minor.push(row.get(7)?);
        self.known_cost_minor.push(row.get(8)?);
        self.repeat_mean_minor.push(row.get(9)?);
        Ok(())
    }
}

/// Reads every account to score; its histories must be up to date.
pub(crate) fn read_base(db: &Connection) -> Result<CustomerBase, ScoreError> {
    let mut base = CustomerBase::default();
    let mut statement = db.prepare_cached(include_str!("../sql/base.read.sql"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        base.push(row)?;
    }
    Ok(base)
}
