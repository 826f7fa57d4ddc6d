//! What a campaign was and what it cost, as its owners' stages wrote it down.

use store::rusqlite::Connection;
use terms::Day;

use crate::{MeasureError, Touched};

/// A campaign as far as measuring needs to know it.
#[derive(Clone, Debug)]
pub(crate) struct Campaign {
    pub(crate) id: i64,
    pub(crate) turn_id: i64,
    pub(crate) name: String,
    pub(crate) cell: String,
    pub(crate) start_day: Day,
    pub(crate) end_day: Day,
}

/// What its codes came to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Codes {
    pub(crate) issued: i64,
    pub(crate) redeemed: i64,
    pub(crate) discount_minor: i64,
    pub(crate) revenue_minor: i64,
}

pub(crate) fn read_campaigns(db: &Connection, as_of: Day) -> Result<Vec<Campaign>, MeasureError> {
    let mut statement = db.prepare_cached(include_str!("../sql/campaign.read.sql"))?;
    let rows = statement.query_map([as_of.number()], |row| {
        Ok(Campaign {
            id: row.get(0)?,
            turn_id: row.get(1)?,
            name: row.get(2)?,
            cell: row.get(3)?,
            start_day: Day::from_number(row.get(4)?),
            end_day: Day::from_number(row.get(5)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn read_touched(db: &Connection, campaign: i64) -> Result<Vec<Touched>, MeasureError> {
    let mut statement = db.prepare_cached(include_str!("../sql/campaign.touched.sql"))?;
    let rows = statement.query_map([campaign], |row| {
        Ok(Touched {
            channel: row.get(0)?,
            state: row.get(1)?,
            rows: row.get(2)?,
            cost_minor: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn read_codes(
    db: &Connection,
    campaign: i64,
    as_of: Day,
) -> Result<Codes, MeasureError> {
    let sql = include_str!("../sql/campaign.codes.sql");
    Ok(db
        .prepare_cached(sql)?
        .query_row((campaign, as_of.number()), |row| {
            Ok(Codes {
                issued: row.get(0)?,
                redeemed: row.get(1)?,
                discount_minor: row.get(2)?,
                revenue_minor: row.get(3)?,
            })
        })?)
}
