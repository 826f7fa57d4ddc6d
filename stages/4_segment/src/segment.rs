//! The stage itself: standings, memberships, grid.

use std::collections::BTreeMap;

use serde::Serialize;
use store::{Progress, Store};
use terms::{Day, LifecycleStage, ValueSegment};

use crate::SegmentError;
use crate::grid::{grid_of, write_grid};
use crate::lifecycle::StageRules;
use crate::memberships::write_memberships;
use crate::standings::read_standings;

/// What a segmentation found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SegmentReport {
    /// Memberships that began, ended or both.
    pub changed: u64,
    /// Customers in each of the 25 cells.
    pub cells: BTreeMap<ValueSegment, u64>,
    /// Accounts in each stage.
    pub stages: BTreeMap<LifecycleStage, u64>,
}

/// Places every scored account in its cell and its lifecycle stage as of a day.
///
/// The scores must be of the same day. Memberships that still hold are not touched; run twice
/// on a day, the second run changes nothing; stopped anywhere, the next call does the rest.
///
/// # Errors
/// When the rules contradict themselves, the scores are of another day, an earlier day than
/// the newest known would change something, the database refuses, or the person asked to stop.
pub fn segment(
    store: &Store,
    as_of: Day,
    rules: &StageRules,
    progress: &dyn Progress,
) -> Result<SegmentReport, SegmentError> {
    rules.check()?;
    progress.at("Reading where every account stands", 0, 0);
    let standings = store.read(|db| read_standings(db, as_of, rules))?;
    let changed = write_memberships(store, &standings, as_of, progress)?;
    let grid = grid_of(&standings);
    store.write(|db| write_grid(db, &grid))?;
    tracing::info!(accounts = standings.len(), changed, "segmented");
    Ok(SegmentReport {
        changed,
        cells: grid
            .cells
            .iter()
            .map(|one| (one.cell, one.accounts))
            .collect(),
        stages: grid
            .stages
            .iter()
            .map(|one| (one.stage, one.accounts))
            .collect(),
    })
}
