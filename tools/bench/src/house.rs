//! The stages of a turn: a workspace in, what each stage took out.
//!
//! The workspace is opened before the clock starts; everything a stage does is inside.

use std::path::Path;

use anyhow::{Context, Result};
use gather::ImportOptions;
use plan::PlanOptions;
use score::ScoreOptions;
use segment::StageRules;
use store::{Silent, Store};

use crate::figures::{Figures, measured};
use crate::scale::{AS_OF, SEED};

/// The instant written beside everything: nine in the morning of the day.
pub(crate) const NOW: &str = "2026-03-02T09:00:00Z";

/// Opens the workspace as a practice owner has it.
pub(crate) fn open(folder: &Path) -> Result<Store> {
    let store = Store::open(folder)?;
    store.set_business(&testkit::owner())?;
    Ok(store)
}

/// Reads files into the workspace and gives the number of their rows.
pub(crate) fn import(store: &Store, files: &[&Path]) -> Result<u64> {
    let options = ImportOptions {
        now: NOW.to_owned(),
        ..ImportOptions::default()
    };
    let mut rows = 0;
    for file in files {
        rows += gather::import(store, file, &options, &Silent)?.rows;
    }
    Ok(rows)
}

pub(crate) fn read_orders(folder: &Path, practice: &Path) -> Result<Figures> {
    let store = open(folder)?;
    measured(|| {
        let rows = import(&store, &[&practice.join(testkit::SHOP_ORDERS)])?;
        let receipts = store.read(gather::read_sources)?;
        let sum = receipts
            .first()
            .map(|one| one.amount_exact.clone())
            .unwrap_or_default();
        Ok((rows, format!("{sum} in all")))
    })
}

pub(crate) fn read_others(folder: &Path, practice: &Path) -> Result<Figures> {
    let store = open(folder)?;
    let others = [
        testkit::PHONE_ORDERS,
        testkit::OLD_CRM,
        testkit::KEPT_BY_HAND,
    ];
    let paths = others.map(|name| practice.join(name));
    measured(|| {
        let rows = import(&store, &paths.each_ref().map(|path| path.as_path()))?;
        Ok((rows, format!("{} files", paths.len())))
    })
}

pub(crate) fn clean_rows(folder: &Path) -> Result<Figures> {
    let store = open(folder)?;
    let sources = store.read(gather::read_sources)?;
    let rows = sources.iter().map(|source| source.rows).sum();
    measured(|| {
        let report = clean::clean(&store, NOW, &Silent)?;
        Ok((
            rows,
            format!(
                "{} accounts, {} orders",
                report.accounts_new, report.orders_new
            ),
        ))
    })
}

/// Scores everybody this many days after the day of the practice business.
pub(crate) fn score_accounts(folder: &Path, days_later: i32) -> Result<Figures> {
    let store = open(folder)?;
    let options = ScoreOptions::new(AS_OF + days_later, NOW);
    measured(|| {
        let report = score::score(&store, &options, &Silent)?;
        let accounts = report.customers + report.prospects;
        Ok((
            accounts,
            format!(
                "{}, {} histories made",
                report.model, report.changed_accounts
            ),
        ))
    })
}

pub(crate) fn segment_accounts(folder: &Path) -> Result<Figures> {
    let store = open(folder)?;
    let accounts = scored_accounts(&store)?;
    measured(|| {
        let report = segment::segment(&store, AS_OF, &StageRules::default(), &Silent)?;
        Ok((accounts, format!("{} memberships", report.changed)))
    })
}

pub(crate) fn propose_campaigns(folder: &Path) -> Result<Figures> {
    let store = open(folder)?;
    let accounts = scored_accounts(&store)?;
    measured(|| {
        let proposal = plan::propose(&store, &PlanOptions::new(AS_OF, SEED), &Silent)?;
        let campaigns = proposal.chosen().count();
        Ok((
            accounts,
            format!("{campaigns} campaigns for {} accounts", proposal.contacted),
        ))
    })
}

fn scored_accounts(store: &Store) -> Result<u64> {
    let run = store.read(score::read_latest_run)?;
    Ok(run
        .context("nothing was scored yet; score first")?
        .account_count)
}
