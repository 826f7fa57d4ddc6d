//! The 25 cells and the stages with their totals: standings enter, the grid page leaves.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;
use store::rusqlite;
use terms::{LifecycleStage, ValueSegment};

use crate::SegmentError;
use crate::family::Family;
use crate::standings::Standing;

/// The 5×5 grid and the stages, as of the newest segmentation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grid {
    /// All 25 cells, from P1F1 to P5F5, empty ones too.
    pub cells: Vec<GridCell>,
    /// All stages in their own order, empty ones too.
    pub stages: Vec<GridStage>,
}

/// One cell of the grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GridCell {
    /// Which.
    pub cell: ValueSegment,
    /// Customers in it.
    pub accounts: u64,
    /// Their contribution so far.
    pub past_value_minor: i64,
    /// The contribution expected of them.
    pub expected_value_minor: i64,
}

/// One lifecycle stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GridStage {
    /// Which.
    pub stage: LifecycleStage,
    /// Accounts in it.
    pub accounts: u64,
    /// Their contribution so far.
    pub past_value_minor: i64,
    /// The contribution expected of them.
    pub expected_value_minor: i64,
}

/// Accounts and value in one segment.
#[derive(Clone, Copy, Debug, Default)]
struct Total {
    accounts: u64,
    past_value_minor: i64,
    expected_value_minor: i64,
}

impl Total {
    fn add(&mut self, standing: &Standing) {
        self.accounts += 1;
        self.past_value_minor += standing.past_value_minor;
        self.expected_value_minor += standing.expected_value_minor;
    }
}

/// Adds the standings up; every cell and stage is there, with zeros where nobody is.
pub(crate) fn grid_of(standings: &[Standing]) -> Grid {
    let mut by_cell: BTreeMap<ValueSegment, Total> = BTreeMap::new();
    let mut by_stage: BTreeMap<LifecycleStage, Total> = BTreeMap::new();
    for standing in standings {
        if let Some(cell) = standing.cell {
            by_cell.entry(cell).or_default().add(standing);
        }
        by_stage.entry(standing.stage).or_default().add(standing);
    }
    grid_from(
        |cell| by_cell.get(&cell).copied().unwrap_or_default(),
        |stage| by_stage.get(&stage).copied().unwrap_or_default(),
    )
}

fn grid_from(
    of_cell: impl Fn(ValueSegment) -> Total,
    of_stage: impl Fn(LifecycleStage) -> Total,
) -> Grid {
    let cell = |cell| {
        let Total {
            accounts,
            past_value_minor,
            expected_value_minor,
        } = of_cell(cell);
        GridCell {
            cell,
            accounts,
            past_value_minor,
            expected_value_minor,
        }
    };
    let stage = |&stage: &LifecycleStage| {
        let Total {
            accounts,
            past_value_minor,
            expected_value_minor,
        } = of_stage(stage);
        GridStage {
            stage,
            accounts,
            past_value_minor,
            expected_value_minor,
        }
    };
    Grid {
        cells: ValueSegment::all().map(cell).collect(),
        stages: LifecycleStage::ALL.iter().map(stage).collect(),
    }
}

/// Keeps the totals, so that reading the grid costs the same at any size.
pub(crate) fn write_grid(db: &Connection, grid: &Grid) -> Result<(), SegmentError> {
    db.execute(include_str!("../sql/grid.delete.sql"), [])?;
    let mut insert = db.prepare_cached(include_str!("../sql/grid.insert.sql"))?;
    for one in &grid.cells {
        let accounts = one.accounts.cast_signed();
        let values = (one.past_value_minor, one.expected_value_minor);
        let cell = one.cell.to_string();
        insert.execute((Family::Cell.code(), cell, accounts, values.0, values.1))?;
    }
    for one in &grid.stages {
        let accounts = one.accounts.cast_signed();
        let values = (one.past_value_minor, one.expected_value_minor);
        let stage = one.stage.code();
        insert.execute((Family::Stage.code(), stage, accounts, values.0, values.1))?;
    }
    Ok(())
}

/// The grid as of the newest segmentation; all zeros before the first.
///
/// # Errors
/// When the database refuses.
pub fn read_grid(db: &Connection) -> Result<Grid, SegmentError> {
    let cells = read_totals(db, Family::Cell)?;
    let stages = read_totals(db, Family::Stage)?;
    let of = |totals: &BTreeMap<String, Total>, value: &str| {
        totals.get(value).copied().unwrap_or_default()
    };
    Ok(grid_from(
        |cell| of(&cells, &cell.to_string()),
        |stage| of(&stages, stage.code()),
    ))
}

fn read_totals(db: &Connection, family: Family) -> Result<BTreeMap<String, Total>, SegmentError> {
    let mut statement = db.prepare_cached(include_str!("../sql/grid.read.sql"))?;
    let rows = statement.query_map([family.code()], |row| {
        let total = Total {
            accounts: row.get::<_, i64>(1)?.cast_unsigned(),
            past_value_minor: row.get(2)?,
            expected_value_minor: row.get(3)?,
        };
        Ok((row.get(0)?, total))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
