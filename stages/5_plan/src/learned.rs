//! What earlier campaigns taught, as the next plan counts with it.

use std::collections::HashMap;

use rusqlite::Connection;
use store::rusqlite;
use terms::{ChannelMix, ValueSegment};

use crate::{PlanError, Strategy};

/// How much of what a strategy assumes is counted with.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Counted {
    /// Multiple of the assumption: 1 as assumed, 0 nothing, below 0 worse than leaving alone.
    pub factor: f64,
    /// How sure that is: its standard deviation.
    pub sd: f64,
    /// Finished campaigns of the same mix in the same segment behind it.
    pub own_campaigns: u64,
    /// Finished campaigns of any kind behind it; 0 while nothing was measured.
    pub campaigns: u64,
}

/// Before anything is measured the assumption stands; a factor of two either way is ordinary.
const ASSUMED: Counted = Counted {
    factor: 1.0,
    sd: 1.0,
    own_campaigns: 0,
    campaigns: 0,
};

/// Everything that was learnt.
#[derive(Default)]
pub(crate) struct Learned {
    /// By segment and mix; empty words stand for any that was not measured.
    rows: HashMap<(String, String), Counted>,
    campaigns: u64,
}

impl Learned {
    pub(crate) fn read(db: &Connection) -> Result<Learned, PlanError> {
        let mut statement = db.prepare_cached(include_str!("../sql/learned.read.sql"))?;
        let mut rows = statement.query([])?;
        let mut learned = Learned::default();
        while let Some(row) = rows.next()? {
            let key: (String, String) = (row.get(0)?, row.get(1)?);
            let campaigns = row.get::<_, i64>(4)?.unsigned_abs();
            if key.0.is_empty() && key.1.is_empty() {
                learned.campaigns = campaigns;
            }
            let counted = Counted {
                factor: row.get(2)?,
                sd: row.get(3)?,
                own_campaigns: if key.0.is_empty() { 0 } else { campaigns },
                campaigns: 0,
            };
            learned.rows.insert(key, counted);
        }
        Ok(learned)
    }

    /// What is known of this mix in this segment; else of the mix, else of all, else as assumed.
    pub(crate) fn of(&self, cell: ValueSegment, mix: ChannelMix) -> Counted {
        let nearest = [
            (cell.to_string(), mix.to_string()),
            (String::new(), mix.to_string()),
            (String::new(), String::new()),
        ];
        let found = nearest.iter().find_map(|key| self.rows.get(key));
        Counted {
            campaigns: self.campaigns,
            ..found.copied().unwrap_or(ASSUMED)
        }
    }

    pub(crate) fn of_strategy(&self, strategy: &Strategy) -> Counted {
        self.of(strategy.cell, strategy.mix())
    }
}
