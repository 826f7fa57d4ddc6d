//! Every customer's two scores as a table of its own: rows of the newest run enter, CSV leaves.

use std::io::Write;

use rusqlite::Connection;
use store::{StoreError, rusqlite};

use crate::ScoreError;
use crate::coming::growth::Trend;
use crate::past::tiers::SizeTier;

/// The columns, money in minor units.
const COLUMNS: [&str; 20] = [
    "account_id",
    "number",
    "name",
    "cell",
    "past_value_minor",
    "expected_value_minor",
    "chance_active",
    "expected_orders",
    "rfm",
    "days_since_last_order",
    "order_count",
    "total_spend_minor",
    "cost_to_serve_minor",
    "year_spend_minor",
    "year_contribution_minor",
    "at_risk_minor",
    "trend",
    "size_tier",
    "potential_low_minor",
    "potential_high_minor",
];

/// Writes one row a customer, with both scores and its cell, by rising account; says how many.
///
/// # Errors
/// When the database refuses or nothing can be written.
pub fn export_scores(db: &Connection, out: impl Write) -> Result<u64, ScoreError> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS).map_err(unwritable)?;
    let mut statement = db.prepare_cached(include_str!("../../sql/export.read.sql"))?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let number = |at| row.get::<_, i64>(at).map(|value| value.to_string());
        let trend = row.get::<_, Option<i8>>(17)?;
        let tier: u8 = row.get(18)?;
        table
            .write_record([
                number(0)?,
                harmless(row.get(1)?),
                harmless(row.get(2)?),
                format!("P{}F{}", number(3)?, number(4)?),
                number(5)?,
                number(6)?,
                format!("{:.4}", row.get::<_, f64>(7)?),
                format!("{:.4}", row.get::<_, f64>(8)?),
                number(9)?,
                number(10)?,
                number(11)?,
                number(12)?,
                number(13)?,
                number(14)?,
                number(15)?,
                number(16)?,
                trend_word(trend).to_owned(),
                SizeTier::ALL[usize::from(tier.min(3))].word().to_owned(),
                number(19)?,
                number(20)?,
            ])
            .map_err(unwritable)?;
        count += 1;
    }
    table.flush().map_err(|error| unwritable(error.into()))?;
    Ok(count)
}

fn trend_word(number: Option<i8>) -> &'static str {
    let known = [Trend::Growing, Trend::Steady, Trend::Slowing];
    known
        .into_iter()
        .find(|trend| Some(trend.number()) == number)
        .map_or("", Trend::word)
}

/// Text that a spreadsheet does not take for a formula.
fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}

fn unwritable(error: csv::Error) -> ScoreError {
    StoreError::Damaged {
        what: "the table of scores could not be written".into(),
        why: error.to_string(),
    }
    .into()
}
