//! One run of the stage: what it counts, and the way from sources to a clean base.
//!
//! Enters: sources that were not taken in yet, and undone ones that still are. Leaves: accounts,
//! people, contact points, links, consents, orders and events, and a [`CleanReport`].

use std::collections::{BTreeMap, HashSet};

use rusqlite::{Connection, Transaction};
use serde::Serialize;
use store::{Progress, Store, StoreError};

use crate::account::Standing;
use crate::error::CleanError;
use crate::event::read_source_events;
use crate::link::{Linker, link_source, write_touched};
use crate::order::{OrderChanges, Products, find_refunded, read_source_orders};
use crate::reach::apply_signs;
use crate::review::compare_accounts;
use crate::step::take_back;

/// What a run of clean did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CleanReport {
    /// Sources taken in or taken back.
    pub sources: u64,
    /// Accounts that were not known before.
    pub accounts_new: u64,
    /// People that were not known before.
    pub people_new: u64,
    /// Rows by the rule that told whose they are.
    pub linked_by: BTreeMap<String, u64>,
    /// Orders that were not known before.
    pub orders_new: u64,
    /// Orders that no file speaks of any more.
    pub orders_removed: u64,
    /// Order lines in the base.
    pub lines: u64,
    /// Orders of nobody in particular.
    pub anonymous_orders: u64,
    /// Calls, notes, registrations and the like that were not known before.
    pub events_new: u64,
    /// Revenue in the base, in minor units: kept orders and refunds.
    pub revenue_minor: i64,
    /// Accounts whose orders changed.
    pub changed_accounts: u64,
    /// Accounts that are gone: joined with another, or no file speaks of them any more.
    pub gone_accounts: u64,
    /// Accounts that turned out alike enough to be joined without a shared number or address.
    pub alike_joined: u64,
    /// Pairs of accounts that wait for a look.
    pub to_review: u64,
}

/// A file to be taken in.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) namespace: String,
}

impl Source {
    fn has_orders(&self) -> bool {
        matches!(self.kind.as_str(), "order_lines" | "orders")
    }
}

/// One run, while it goes on.
pub(crate) struct Run<'run> {
    pub(crate) now: &'run str,
    pub(crate) progress: &'run dyn Progress,
    pub(crate) report: CleanReport,
    pub(crate) changes: OrderChanges,
    pub(crate) linker: Linker,
    pub(crate) standing: Standing,
    /// Accounts whose rows changed and that are not written yet; true for those of which nothing
    /// is stored but their number.
    pub(crate) touched: BTreeMap<i64, bool>,
    /// Accounts that were raised, for the report.
    raised: HashSet<i64>,
}

/// Brings the customer base up to date with the imported files.
///
/// # Errors
/// When the database refuses or the person asked to stop; what was finished is kept, and the next
/// call goes on from there.
pub fn clean(store: &Store, now: &str, progress: &dyn Progress) -> Result<CleanReport, CleanError> {
    let mut run = Run::begin(store, now, progress)?;
    let products = store.read(Products::read)?;
    for source in
        store.read(|db| read_sources(db, include_str!("../sql/run.undone_sources.sql")))?
    {
        take_back(store, source.id, &products, &mut run)?;
        run.report.sources += 1;
    }
    let new = store.read(|db| read_sources(db, include_str!("../sql/run.new_sources.sql")))?;
    for source in &new {
        link_source(store, source, &mut run)?;
    }
    write_touched(store, &mut run)?;
    for source in orders_to_build(store, &new)? {
        read_source_orders(store, &source, &products, &mut run)?;
    }
    for source in &new {
        read_source_events(store, source, &mut run)?;
    }
    find_refunded(store, &mut run)?;
    for source in &new {
        store.write(|db| {
            db.execute(include_str!("../sql/run.remember_source.sql"), [source.id])?;
            run.raise_source(db, source.id)
        })?;
        run.report.sources += 1;
    }
    apply_signs(store, &mut run)?;
    compare_accounts(store, &mut run)?;
    run.finish(store)
}

/// The sources whose orders have to be built: the new ones, and where product files came, all that
/// share a namespace with them.
fn orders_to_build(store: &Store, new: &[Source]) -> Result<Vec<Source>, CleanError> {
    let mut sources: Vec<Source> = new
        .iter()
        .filter(|source| source.has_orders())
        .cloned()
        .collect();
    let is_product = |source: &&Source| matches!(source.kind.as_str(), "products" | "categories");
    if new.iter().any(|source| is_product(&source)) {
        let known = store
            .read(|db| read_sources(db, include_str!("../sql/run.known_order_sources.sql")))?;
        let touched = |source: &Source| {
            new.iter()
                .filter(is_product)
                .any(|other| other.namespace == source.namespace)
        };
        sources.extend(known.into_iter().filter(touched));
    }
    Ok(sources)
}

fn read_sources(db: &Connection, sql: &str) -> Result<Vec<Source>, CleanError> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Source {
            id: row.get(0)?,
            name: row.get(1)?,
            kind: row.get(2)?,
            namespace: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl<'run> Run<'run> {
    /// Reads what a run has to know of the whole base.
    pub(crate) fn begin(
        store: &Store,
        now: &'run str,
        progress: &'run dyn Progress,
    ) -> Result<Run<'run>, CleanError> {
        Ok(Run {
            now,
            progress,
            report: CleanReport::default(),
            changes: OrderChanges::default(),
            linker: store.read(Linker::read)?,
            standing: store.read(Standing::read)?,
            touched: BTreeMap::new(),
            raised: HashSet::new(),
        })
    }

    /// Stops when the person asked for it.
    pub(crate) fn check_stop(&self) -> Result<(), CleanError> {
        if self.progress.cancelled() {
            Err(StoreError::Cancelled.into())
        } else {
            Ok(())
        }
    }

    /// Raises the revision of every account whose orders changed since the last call.
    pub(crate) fn raise_revisions(&mut self, db: &Transaction<'_>) -> Result<(), CleanError> {
        let mut statement = db.prepare_cached(include_str!("../sql/run.raise_revision.sql"))?;
        for account_id in std::mem::take(&mut self.changes.changed) {
            statement.execute([account_id])?;
            self.raised.insert(account_id);
        }
        Ok(())
    }

    /// Raises what a source changed in the transaction that remembers it: a run that was killed
    /// before comes this way again, and then every account the source speaks of is raised, for
    /// nobody remembers which of them changed.
    fn raise_source(&mut self, db: &Transaction<'_>, source_id: i64) -> Result<(), CleanError> {
        if self.changes.resumed.remove(&source_id) {
            db.execute(include_str!("../sql/run.raise_all.sql"), [source_id])?;
        }
        self.raise_revisions(db)
    }

    fn finish(mut self, store: &Store) -> Result<CleanReport, CleanError> {
        store.write(|db| self.raise_revisions(db))?;
        self.report.orders_new = self.changes.orders_new;
        self.report.orders_removed = self.changes.orders_removed;
        self.report.changed_accounts = self.raised.len() as u64;
        store.read(|db| {
            let mut statement = db.prepare_cached(include_str!("../sql/run.totals.sql"))?;
            let (lines, anonymous, revenue, pairs): (i64, i64, i64, i64) = statement
                .query_row([], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                })?;
            self.report.lines = lines.cast_unsigned();
            self.report.anonymous_orders = anonymous.cast_unsigned();
            self.report.revenue_minor = revenue;
            self.report.to_review = pairs.cast_unsigned();
            Ok::<_, CleanError>(())
        })?;
        let report = self.report;
        tracing::info!(
            sources = report.sources,
            accounts_new = report.accounts_new,
            orders_new = report.orders_new,
            "base cleaned"
        );
        Ok(report)
    }
}
