//! What each enrolled account did in the window, beside the arm it was drawn into.

use store::rusqlite::{Connection, Row};
use terms::{Arm, Day};

use crate::MeasureError;

/// One enrolled account and what it did in the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The account.
    pub account_id: i64,
    /// The arm it was drawn into, whatever reached it afterwards.
    pub arm: Arm,
    /// Its contribution in the window before the draw.
    pub before_minor: i64,
    /// Revenue in the window, refunds taken off.
    pub revenue_minor: i64,
    /// Contribution in the window; fractions of a cent where the usual margin stands in for a cost.
    pub contribution_minor: f64,
    /// Kept orders in the window.
    pub orders: u32,
    /// Whether it was active when the campaign began: with an order in the year before.
    pub was_active: bool,
}

/// The outcomes of one campaign between two days, both included.
pub(crate) fn read_outcomes(
    db: &Connection,
    campaign_id: i64,
    from: Day,
    until: Day,
    margin_share: f64,
) -> Result<Vec<Outcome>, MeasureError> {
    let mut statement = db.prepare_cached(include_str!("../sql/outcome.read.sql"))?;
    let window = (
        campaign_id,
        from.number(),
        until.number(),
        margin_share,
        crate::ACTIVE_DAYS,
    );
    let rows = statement.query_map(window, read_outcome)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_outcome(row: &Row<'_>) -> Result<Outcome, store::rusqlite::Error> {
    let arm: String = row.get(1)?;
    Ok(Outcome {
        account_id: row.get(0)?,
        // The table's CHECK allows these two only.
        arm: if arm == Arm::Control.code() {
            Arm::Control
        } else {
            Arm::Contacted
        },
        before_minor: row.get(2)?,
        revenue_minor: row.get(3)?,
        contribution_minor: row.get(4)?,
        orders: row.get(5)?,
        was_active: row.get(6)?,
    })
}
