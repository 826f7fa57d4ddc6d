//! The list of campaigns.

use serde::Serialize;
use store::StoreError;
use store::rusqlite::Connection;
use terms::Day;

/// One campaign in the list.
#[derive(Clone, Debug, Serialize)]
pub struct CampaignLine {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The value segment it goes to.
    pub cell: String,
    /// First day.
    pub start_day: Day,
    /// Last day of the window its orders are counted in.
    pub end_day: Day,
    /// The seed its control group was drawn with.
    pub seed: u64,
    /// Accounts contacted.
    pub contacted: i64,
    /// Accounts left alone.
    pub control: i64,
    /// Touches of the contacted that have ended.
    pub done: i64,
    /// Touches of the contacted in all.
    pub rows: i64,
}

/// Every campaign, newest first.
///
/// # Errors
/// When the database refuses.
pub fn list_campaigns(db: &Connection) -> Result<Vec<CampaignLine>, StoreError> {
    let mut statement = db.prepare_cached(include_str!("../sql/campaigns.list.sql"))?;
    let rows = statement.query_map([], |row| {
        Ok(CampaignLine {
            id: row.get(0)?,
            name: row.get(1)?,
            cell: row.get(2)?,
            start_day: Day::from_number(row.get(3)?),
            end_day: Day::from_number(row.get(4)?),
            seed: row.get::<_, i64>(5)?.cast_unsigned(),
            contacted: row.get(6)?,
            control: row.get(7)?,
            done: row.get(8)?,
            rows: row.get(9)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
