//! One run of the stage: what it counts, and the way from sources to a clean base.
//!
//! Enters: sources that were not taken in yet, and undone ones that still are. Leaves: accounts,
//! people, contact points, links, consents and orders, and a [`CleanReport`].

use std::collections::BTreeMap;

use rusqlite::Transaction;
use serde::Serialize;
use store::{Progress, Store, StoreError};

use crate::account::Linked;
use crate::contact_state::apply_evidence;
use crate::error::CleanError;
use crate::link::NumberSpace;
use crate::order_store::OrderChanges;
use crate::product::Products;
use crate::source::{Source, link_source, read_source_orders, space_of};
use crate::take_back::take_back;

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
    /// Revenue in the base, in minor units: kept orders and refunds.
    pub revenue_minor: i64,
    /// Accounts whose orders changed.
    pub changed_accounts: u64,
    /// Accounts that are gone: joined with another, or no file speaks of them any more.
    pub gone_accounts: u64,
}

/// One run, while it goes on.
pub(crate) struct Run<'run> {
    pub(crate) now: &'run str,
    pub(crate) progress: &'run dyn Progress,
    pub(crate) report: CleanReport,
    pub(crate) changes: OrderChanges,
    raised: std::collections::HashSet<i64>,
}

/// Brings the customer base up to date with the imported files.
///
/// # Errors
/// When the database refuses or the person asked to stop; what was finished is kept, and the next
/// call goes on from there.
pub fn clean(store: &Store, now: &str, progress: &dyn Progress) -> Result<CleanReport, CleanError> {
    let report = CleanReport::default();
    let raised = std::collections::HashSet::new();
    let mut run = Run {
        now,
        progress,
        report,
        changes: OrderChanges::default(),
        raised,
    };
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
    for source in orders_to_build(store, &new)? {
        read_source_orders(store, source.id, &products, &mut run)?;
    }
    for source in &new {
        store.write(|db| {
            db.execute(include_str!("../sql/run.remember_source.sql"), [source.id])?;
            Ok::<_, CleanError>(())
        })?;
        run.report.sources += 1;
    }
    apply_evidence(store)?;
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

fn read_sources(db: &rusqlite::Connection, sql: &str) -> Result<Vec<Source>, CleanError> {
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

impl Run<'_> {
    /// Stops when the person asked for it.
    pub(crate) fn check_stop(&self) -> Result<(), CleanError> {
        if self.progress.cancelled() {
            Err(StoreError::Cancelled.into())
        } else {
            Ok(())
        }
    }

    /// Counts what became of a row.
    pub(crate) fn count_link(&mut self, linked: &Linked) {
        let Some(rule) = linked.rule else { return };
        *self
            .report
            .linked_by
            .entry(rule.code().to_owned())
            .or_default() += 1;
        self.report.accounts_new += u64::from(linked.account_new);
        self.report.people_new += linked.people_new;
        self.report.gone_accounts += linked.joined.len() as u64;
        self.raised.extend(&linked.changed);
    }

    /// Raises the revision of every account whose orders changed since the last call; in the same
    /// transaction as the orders, so that neither is ever kept without the other.
    pub(crate) fn raise_revisions(&mut self, db: &Transaction<'_>) -> Result<(), CleanError> {
        let mut statement = db.prepare_cached(include_str!("../sql/account.raise_revision.sql"))?;
        for account_id in std::mem::take(&mut self.changes.changed) {
            statement.execute([account_id])?;
            self.raised.insert(account_id);
        }
        Ok(())
    }

    /// The number space of a source that was linked before.
    pub(crate) fn number_space(
        &self,
        db: &Transaction<'_>,
        source_id: i64,
    ) -> Result<NumberSpace, CleanError> {
        let mut statement = db.prepare_cached(include_str!("../sql/run.source.sql"))?;
        let source = statement.query_row([source_id], |row| {
            Ok(Source {
                id: row.get(0)?,
                name: row.get(1)?,
                kind: row.get(2)?,
                namespace: row.get(3)?,
            })
        })?;
        space_of(db, &source)
    }

    fn finish(mut self, store: &Store) -> Result<CleanReport, CleanError> {
        self.report.orders_new = self.changes.orders_new;
        self.report.orders_removed = self.changes.orders_removed;
        self.report.changed_accounts = self.raised.len() as u64;
        store.read(|db| {
            let mut statement = db.prepare_cached(include_str!("../sql/run.totals.sql"))?;
            let (lines, anonymous, revenue): (i64, i64, i64) =
                statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            self.report.lines = lines.cast_unsigned();
            self.report.anonymous_orders = anonymous.cast_unsigned();
            self.report.revenue_minor = revenue;
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
