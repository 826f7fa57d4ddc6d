//! What a newer export of the same thing changed: customers, orders or products that are new, that
//! differ, that are the same, and that are no longer in it.
//!
//! Enters: cells of the new file, and the kept rows of earlier exports with the same columns.
//! Leaves: [`Changes`]. What is missing is told and never acted on.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::columns::kind::Kind;
use crate::columns::layout::Layout;
use crate::columns::target::Target;
use crate::error::GatherError;
use crate::files::block::visit_rows;

/// Keys compared in memory, at two words each; a larger file is taken in without the comparison.
const KEYS_MOST: usize = 2_000_000;
/// A newer export holds most of what the older one held; months after each other share next to
/// nothing.
const SHARED_LEAST: f64 = 0.5;

/// What differs between an export and those before it, counted in customers, orders or products.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Not in any earlier export.
    pub added: u64,
    /// In an earlier export with other content.
    pub changed: u64,
    /// In an earlier export with the same content.
    pub same: u64,
    /// In the export it replaces, and no longer in this one.
    pub missing: u64,
}

/// The content of every key of a file, as hashes.
#[derive(Clone, Debug)]
pub(crate) struct KeyTally {
    columns: Vec<usize>,
    contents: HashMap<u64, u64>,
    is_over: bool,
}

impl KeyTally {
    /// Watches the columns that make the key of a row.
    pub(crate) fn new(layout: &Layout) -> KeyTally {
        KeyTally {
            columns: key_columns(layout),
            contents: HashMap::new(),
            is_over: false,
        }
    }

    /// Adds a row; several rows with one key are one thing, in whatever order they come.
    pub(crate) fn add<'cell>(&mut self, cells: impl Iterator<Item = &'cell str>) {
        if self.is_over {
            return;
        }
        let (mut key, mut content) = (DefaultHasher::new(), DefaultHasher::new());
        for (at, cell) in cells.enumerate() {
            if self.columns.is_empty() || self.columns.contains(&at) {
                cell.trim().hash(&mut key);
            }
            cell.hash(&mut content);
        }
        let of = self.contents.entry(key.finish()).or_default();
        *of = of.wrapping_add(content.finish());
        self.is_over = self.contents.len() > KEYS_MOST;
    }

    fn emptied(&self) -> KeyTally {
        KeyTally {
            columns: self.columns.clone(),
            contents: HashMap::new(),
            is_over: false,
        }
    }
}

/// The columns whose cells are the key of what a row tells; none means the whole row.
fn key_columns(layout: &Layout) -> Vec<usize> {
    use Target::*;
    let targets: &[Target] = match layout.kind {
        Kind::Orders | Kind::OrderLines if layout.keys_by_id => &[OrderId],
        Kind::Orders | Kind::OrderLines => &[OrderNumber, OrderId, Kept("order.receipt")],
        Kind::Parties => &[CustomerId, CompanyId, ExternalId, Email],
        Kind::Products => &[ProductId, ProductName],
        Kind::Categories => &[CategoryId],
        Kind::Deals => &[Kept("deal.source_id")],
        Kind::Events => &[Kept("activity.source_id")],
        Kind::Bounces | Kind::Unknown => &[],
    };
    let first = targets.iter().find(|target| layout.has(**target));
    first.map_or_else(Vec::new, |target| layout.columns(*target)[..1].to_vec())
}

/// Earlier exports with the same columns that were not taken back, the newest first.
pub(crate) fn earlier_exports(
    db: &Connection,
    layout: &str,
    source_id: i64,
) -> Result<Vec<i64>, GatherError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/changes.earlier.sql"))?;
    let rows = statement.query_map(params![layout, source_id], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What the new export changed, and which earlier one it replaces.
pub(crate) fn compare(
    db: &Connection,
    new: &KeyTally,
    earlier: &[i64],
) -> Result<Option<(Changes, Option<i64>)>, GatherError> {
    if new.is_over {
        return Ok(None);
    }
    let mut before: HashMap<u64, u64> = HashMap::new();
    let (mut replaces, mut missing) = (None, 0);
    for source_id in earlier {
        let old = read_keys(db, new, *source_id)?;
        let shared = old
            .contents
            .keys()
            .filter(|key| new.contents.contains_key(key))
            .count();
        if replaces.is_none()
            && shared > 0
            && shared as f64 >= SHARED_LEAST * old.contents.len() as f64
        {
            replaces = Some(*source_id);
            missing = (old.contents.len() - shared) as u64;
        }
        for (key, content) in old.contents {
            before.entry(key).or_insert(content);
        }
        if old.is_over || before.len() > KEYS_MOST {
            return Ok(None);
        }
    }
    let mut changes = Changes {
        missing,
        ..Changes::default()
    };
    for (key, content) in &new.contents {
        match before.get(key) {
            None => changes.added += 1,
            Some(old) if old == content => changes.same += 1,
            Some(_) => changes.changed += 1,
        }
    }
    Ok(Some((changes, replaces)))
}

fn read_keys(db: &Connection, like: &KeyTally, source_id: i64) -> Result<KeyTally, GatherError> {
    let mut keys = like.emptied();
    let mut statement = db.prepare_cached(include_str!("../../sql/changes.blocks.sql"))?;
    let mut rows = statement.query([source_id])?;
    while let Some(row) = rows.next()? {
        let packed: Vec<u8> = row.get(0)?;
        let _ = visit_rows(&packed, &mut |cells| keys.add(cells.iter().copied()));
    }
    Ok(keys)
}
