//! New and changed accounts held against all others.
//!
//! Enters: accounts that came into being since the last look, and those that look otherwise since.
//! Leaves: certain pairs joined as part of their import, doubtful ones in the queue. The model is learned from the base itself, without
//! labels, and learned again when the base has doubled.

use std::collections::BTreeMap;

use linkage::{Linker, Model, Options, Role};
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use store::Store;

use crate::error::CleanError;
use crate::review::changed::Comparison;
use crate::review::pair::{CERTAIN, Decision, WORTH_A_LOOK, decide};
use crate::review::people::{COLUMNS, People, read_people, read_rows};
use crate::review::queue::insert_pair;
use crate::review::reason::reasons_of;
use crate::run::Run;
use crate::step::{latest_import_step, merge_in};

/// Fewer rows than this teach nothing; shared numbers and addresses have to do.
const ROWS_LEAST: usize = 200;
/// Most pairs put into the queue by one run; nobody looks through more, and the likeliest come
/// first.
const QUEUED_MOST: usize = 5_000;
/// Pairs written in one transaction.
const BATCH: usize = 500;

/// What was learned, and from how many rows.
#[derive(Serialize, Deserialize)]
struct Learned {
    rows: usize,
    model: Model,
}

/// Compares accounts that are new or changed with all others and among themselves.
pub(crate) fn compare_accounts(store: &Store, run: &mut Run<'_>) -> Result<(), CleanError> {
    let comparison = Comparison::begin(store)?;
    if comparison.accounts.is_empty() {
        return Ok(());
    }
    run.progress
        .at("Looking for customers that are listed twice", 0, 0);
    let people = store.read(|db| read_people(db, &comparison.accounts))?;
    let likely = likely_pairs(store, &people)?;
    drop(people);
    let mut pairs: Vec<((i64, i64), f64)> = likely.into_iter().collect();
    pairs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut queued = 0;
    // The likeliest come first: with the queue full, pairs too doubtful to join need no look.
    let is_open = |chance: f64, queued| queued < QUEUED_MOST || chance >= CERTAIN;
    for batch in pairs.chunks(BATCH) {
        if !is_open(batch[0].1, queued) {
            break;
        }
        run.check_stop()?;
        store.write(|db| {
            for ((one, other), chance) in batch {
                queued += usize::from(settle_pair(db, *one, *other, *chance, queued, run)?);
            }
            run.raise_revisions(db)
        })?;
    }
    comparison.end(store)
}

/// The likeliest chance of each pair of accounts that may be one.
fn likely_pairs(store: &Store, people: &People) -> Result<BTreeMap<(i64, i64), f64>, CleanError> {
    let rows = people.known.len() + people.new.len();
    if rows < ROWS_LEAST {
        return Ok(BTreeMap::new());
    }
    let roles: Vec<Role> = COLUMNS.iter().map(|(_, role)| *role).collect();
    let kept = store.setting::<Learned>("linkage_model").ok().flatten();
    let is_fit = |kept: &Learned| rows < kept.rows * 2 && kept.model.is_current();
    let known = kept.filter(|kept| is_fit(kept) && !people.known.is_empty());
    let all = |linker: &mut Linker| linker.add(&people.new).map_err(unfit);
    let (linker, range) = match known {
        Some(kept) => {
            let mut linker =
                Linker::with_model(&people.known, &roles, kept.model).map_err(unfit)?;
            let range = all(&mut linker)?;
            (linker, range)
        }
        None => {
            // Nothing is known of this base yet, or little of what it is now.
            let mut table = people.known.clone();
            for row in 0..people.new.len() {
                table.push((0..COLUMNS.len()).map(|column| people.new.cell(row, column)));
            }
            let linker = Linker::learn(&table, &roles, &Options::default()).map_err(unfit)?;
            let learned = Learned {
                rows,
                model: linker.model().clone(),
            };
            store.set_setting("linkage_model", &learned)?;
            (linker, people.known.len() as u32..rows as u32)
        }
    };
    let mut likely: BTreeMap<(i64, i64), f64> = BTreeMap::new();
    for pair in linker.pairs_of(range) {
        let (one, other) = (
            people.accounts[pair.a as usize],
            people.accounts[pair.b as usize],
        );
        if one != other && pair.probability >= WORTH_A_LOOK {
            let chance = likely.entry((one.min(other), one.max(other))).or_default();
            *chance = chance.max(pair.probability);
        }
    }
    Ok(likely)
}

fn unfit(error: linkage::LinkageError) -> CleanError {
    CleanError::Linkage(error.to_string())
}

/// Joins, queues or leaves a pair; true when it was queued.
fn settle_pair(
    db: &Transaction<'_>,
    one: i64,
    other: i64,
    chance: f64,
    queued: usize,
    run: &mut Run<'_>,
) -> Result<bool, CleanError> {
    let gone = run.linker.is_gone(one) || run.linker.is_gone(other);
    if gone || !run.linker.may_join(one, other) {
        return Ok(false);
    }
    let (left, right) = (read_rows(db, one)?, read_rows(db, other)?);
    match decide(&left, &right, chance) {
        Decision::Join => {
            if let Some(step) = latest_import_step(db, one, other)? {
                merge_in(db, step, one, other, run)?;
                run.report.alike_joined += 1;
                run.report.gone_accounts += 1;
            }
            Ok(false)
        }
        Decision::Ask if queued < QUEUED_MOST => {
            insert_pair(db, one, other, chance, &reasons_of(&left, &right), run.now)?;
            Ok(true)
        }
        Decision::Ask | Decision::Leave => Ok(false),
    }
}
