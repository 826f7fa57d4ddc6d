//! The list of campaigns: what plan wrote down, and how far each has come.

use std::collections::BTreeMap;

use anyhow::Result;
use plan::CampaignLine;
use serde::Serialize;
use store::rusqlite::Connection;

/// One campaign in the list.
#[derive(Clone, Debug, Serialize)]
pub struct CampaignProgress {
    /// The campaign as it was written down.
    #[serde(flatten)]
    pub campaign: CampaignLine,
    /// Touches of the contacted that have ended.
    pub done: i64,
    /// Touches of the contacted in all.
    pub rows: i64,
}

/// Every campaign, newest first.
///
/// # Errors
/// When the database refuses.
pub fn list_campaigns(db: &Connection) -> Result<Vec<CampaignProgress>> {
    let mut statement = db.prepare_cached(include_str!("../sql/campaigns.touches.sql"))?;
    let counts = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    let counts: BTreeMap<i64, (i64, i64)> = counts.collect::<Result<_, _>>()?;
    let campaigns = plan::read_campaigns(db)?.into_iter();
    let with_progress = campaigns.map(|campaign| {
        let (done, rows) = counts.get(&campaign.id).copied().unwrap_or_default();
        CampaignProgress {
            campaign,
            done,
            rows,
        }
    });
    Ok(with_progress.collect())
}
