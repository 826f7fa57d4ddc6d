//! Rows linked batch by batch: accounts come into being, are joined, and take rows in.
//!
//! Enters: the rows of a source. Leaves: each linked to exactly one account, and the accounts
//! written as all their rows together tell them. Stopped half way, the next call finds what is
//! linked already and goes on.

use std::collections::{HashMap, HashSet};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rusqlite::{Connection, Transaction};
use store::Store;

use crate::account::{write_account, write_accounts};
use crate::error::CleanError;
use crate::link::identity::{Identity, RowKeys};
use crate::link::key_book::KeyBook;
use crate::link::known::KnownAccounts;
use crate::link::party::{PartyRow, read_event_parties, read_parties};
use crate::link::rule::{Found, Rule, find_accounts, is_ambiguous};
use crate::link::series::decide_series;
use crate::link::unwritten::{NewLink, Unwritten};
use crate::normal::company::company_key;
use crate::review::note_changed;
use crate::run::{Run, Source};
use crate::step::import_step;

/// Rows in one transaction; a page that waits for the writer waits well under a second.
const BATCH_ROWS: i64 = 20_000;
/// Accounts written in one transaction, with their rows in memory.
const BATCH_ACCOUNTS: usize = 10_000;
/// A key that more accounts share than this says nothing about anybody.
const SHARED_BY_MOST: usize = 8;

/// Accounts whose rows changed are written when there are so many, or when all rows are linked:
/// most are spoken of by several files.
const TOUCHED_MOST: usize = 60_000;

/// What linking has to know of the whole base.
#[derive(Default)]
pub(crate) struct Linker {
    gone: HashMap<i64, Option<i64>>,
    parts: HashMap<i64, Vec<i64>>,
    apart: HashSet<(i64, i64)>,
    pub(crate) known: KnownAccounts,
    /// All keys there are, while a base is first filled.
    book: Option<KeyBook>,
    unwritten: Unwritten,
}

impl Linker {
    /// Reads which accounts are gone, which were merged, and which somebody said are not the same.
    pub(crate) fn read(db: &Connection) -> Result<Linker, CleanError> {
        let mut linker = Linker::default();
        let mut statement = db.prepare_cached(include_str!("../../sql/linker.gone.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            linker.retire(row.get(0)?, row.get(1)?);
        }
        let mut statement = db.prepare_cached(include_str!("../../sql/linker.apart.sql"))?;
        let pairs = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        linker.apart = pairs.collect::<Result<_, _>>()?;
        Ok(linker)
    }

    pub(crate) fn is_gone(&self, account_id: i64) -> bool {
        self.gone.contains_key(&account_id)
    }

    pub(crate) fn found(&self, account: i64, rule: Rule) -> Found {
        let is_gone = self.is_gone(account);
        Found {
            account,
            rule,
            is_gone,
        }
    }

    /// The accounts with this key, each as the one it is now; none when too many share it.
    pub(crate) fn accounts_by_key(
        &self,
        db: &Connection,
        key: i64,
    ) -> Result<Vec<i64>, CleanError> {
        let with_key = match &self.book {
            Some(book) => book.accounts(key),
            None => read_accounts_by_key(db, key)?,
        };
        let mut found = Vec::new();
        for account in with_key {
            let account = self.as_is_now(account);
            if !found.contains(&account) {
                found.push(account);
            }
            if found.len() > SHARED_BY_MOST {
                return Ok(Vec::new());
            }
        }
        Ok(found)
    }

    /// The account that this one was merged into, if it was.
    pub(crate) fn as_is_now(&self, mut account: i64) -> i64 {
        while let Some(Some(next)) = self.gone.get(&account) {
            account = *next;
        }
        account
    }

    /// Notes that an account is gone, and which it was merged into.
    pub(crate) fn retire(&mut self, account: i64, merged_into: Option<i64>) {
        self.gone.insert(account, merged_into);
        if let Some(whole) = merged_into {
            self.parts.entry(whole).or_default().push(account);
        }
    }

    /// Notes that an account is back.
    pub(crate) fn revive(&mut self, account: i64) {
        self.gone.remove(&account);
    }

    /// An account with all that were merged into it.
    pub(crate) fn group(&self, account: i64) -> Vec<i64> {
        let mut group = vec![account];
        let mut at = 0;
        while let Some(one) = group.get(at) {
            if let Some(parts) = self.parts.get(one) {
                group.extend(parts.iter().filter(|part| self.is_gone(**part)));
            }
            at += 1;
        }
        group
    }

    /// Holds all keys in memory from now on where there is none yet.
    fn open_book(&mut self, db: &Connection) -> Result<(), CleanError> {
        let mut statement = db.prepare_cached(include_str!("../../sql/linker.has_keys.sql"))?;
        let has_keys: bool = statement.query_row([], |row| row.get(0))?;
        if !has_keys {
            self.book = Some(KeyBook::default());
        }
        Ok(())
    }

    /// Notes a link and its keys. Where keys are looked up in the table they are written at once.
    fn note(&mut self, link: NewLink, keys: &RowKeys) {
        for key in keys.all() {
            self.unwritten.keys.push((key, link.account));
            if let Some(book) = &mut self.book {
                book.add(key, link.account);
            }
        }
        self.unwritten.links.push(link);
    }

    /// Whether nobody said that these two are not the same.
    pub(crate) fn may_join(&self, one: i64, other: i64) -> bool {
        if self.apart.is_empty() {
            return true;
        }
        let others = self.group(other);
        !self.group(one).iter().any(|a| {
            others
                .iter()
                .any(|b| self.apart.contains(&(*a.min(b), *a.max(b))))
        })
    }
}

fn read_accounts_by_key(db: &Connection, key: i64) -> Result<Vec<i64>, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/linker.by_key.sql"))?;
    let rows = statement.query_map([key], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Links every row of a source that is not linked yet.
pub(crate) fn link_source(
    store: &Store,
    source: &Source,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    let step = store.write(|db| begin_source(db, source, run))?;
    store.read(|db| run.linker.open_book(db))?;
    let series = store.write(|db| decide_series(db, source, &mut run.linker))?;
    let work = Batch { step, series };
    for read in [read_parties, read_event_parties] {
        let mut after = 0;
        loop {
            run.check_stop()?;
            let last = store.write(|db| {
                let rows = read(db, source.id, after, BATCH_ROWS)?;
                let last = rows.last().map(|row| row.row_no);
                work.link_rows(db, rows, run)?;
                Ok::<_, CleanError>(last)
            })?;
            let Some(last) = last else { break };
            after = last;
            let words = format!("Recognising customers of {}", source.name);
            run.progress.at(&words, after.cast_unsigned(), 0);
            if run.touched.len() >= TOUCHED_MOST {
                write_touched(store, run)?;
            }
        }
    }
    Ok(())
}

/// The step of an import. One that was begun by a run that did not end may have linked rows whose
/// accounts were never written, so all of them are written now.
fn begin_source(
    db: &Transaction<'_>,
    source: &Source,
    run: &mut Run<'_>,
) -> Result<i64, CleanError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/batch.accounts.sql"))?;
    for account in statement.query_map([source.id], |row| row.get(0))? {
        run.touched.insert(account?, false);
    }
    import_step(db, source.id, &source.name, run.now)
}

/// Writes every account whose rows changed, each once.
pub(crate) fn write_touched(store: &Store, run: &mut Run<'_>) -> Result<(), CleanError> {
    let touched: Vec<(i64, bool)> = std::mem::take(&mut run.touched).into_iter().collect();
    for batch in touched.chunks(BATCH_ACCOUNTS) {
        run.check_stop()?;
        let people = store.write(|db| write_accounts(db, batch, run.now, &run.standing))?;
        run.report.people_new += people;
        run.progress.at("Writing customers", 0, 0);
    }
    run.linker.known.trim();
    Ok(())
}

/// One batch at work.
struct Batch {
    step: i64,
    series: String,
}

impl Batch {
    fn link_rows(
        &self,
        db: &Transaction<'_>,
        rows: Vec<PartyRow>,
        run: &mut Run<'_>,
    ) -> Result<(), CleanError> {
        let identities: Vec<(Identity, RowKeys)> = rows
            .par_iter()
            .map(|row| {
                let identity = Identity::of(row);
                let keys = identity.keys(&row.party_key, &self.series);
                (identity, keys)
            })
            .collect();
        let linked = linked_rows(db, &rows)?;
        for (row, (identity, keys)) in rows.iter().zip(identities) {
            if !linked.contains(&row.row_no) {
                self.link_row(db, row, &identity, &keys, run)?;
            }
            if run.linker.book.is_none() {
                run.linker.unwritten.write(db, run.now)?;
            }
        }
        run.linker.unwritten.write(db, run.now)?;
        if run.linker.book.as_ref().is_some_and(KeyBook::is_full) {
            run.linker.book = None;
        }
        Ok(())
    }

    fn link_row(
        &self,
        db: &Transaction<'_>,
        row: &PartyRow,
        identity: &Identity,
        keys: &RowKeys,
        run: &mut Run<'_>,
    ) -> Result<(), CleanError> {
        let found = find_accounts(db, &mut run.linker, row, identity, keys)?;
        if found.is_empty() && is_ambiguous(db, &run.linker, row, identity)? {
            return Ok(());
        }
        let rule = found.first().map_or(Rule::New, |one| one.rule);
        let alive = found
            .iter()
            .filter(|one| !one.is_gone)
            .map(|one| one.account);
        let (account, founded) = match alive.clone().min() {
            Some(account) => (self.join_all(db, account, alive.collect(), run)?, None),
            None => {
                let back = found.first().map(|one| one.account);
                let account = found_account(db, back, identity, run)?;
                (account, Some(account))
            }
        };
        let is_firm = rule == Rule::Name && is_firm_itself(&run.linker.known, account, row);
        if founded.is_some() {
            run.linker.known.begin(account).learn(identity);
        } else if !is_firm {
            run.linker.known.get(db, account)?.learn(identity);
        }
        let link = NewLink {
            source_id: row.source_id,
            row_no: row.row_no,
            account,
            rule,
            founded,
        };
        run.linker.note(link, keys);
        *run.report
            .linked_by
            .entry(rule.code().to_owned())
            .or_default() += 1;
        let is_new = founded.is_some() && found.is_empty();
        run.touched.entry(account).or_insert(is_new);
        Ok(())
    }

    /// Joins accounts that a row proves to be one, as far as nobody said otherwise; gives the one
    /// that stays.
    fn join_all(
        &self,
        db: &Transaction<'_>,
        keep: i64,
        found: Vec<i64>,
        run: &mut Run<'_>,
    ) -> Result<i64, CleanError> {
        for other in found {
            if other != keep && !run.linker.is_gone(other) && run.linker.may_join(keep, other) {
                // The moves are told from the links that stand.
                run.linker.unwritten.write(db, run.now)?;
                join_accounts(db, self.step, keep, other, run)?;
                run.touched.remove(&other);
                run.touched.insert(keep, false);
                run.report.gone_accounts += 1;
            }
        }
        Ok(keep)
    }
}

/// A new account, or the one of this number back from the past.
fn found_account(
    db: &Transaction<'_>,
    back: Option<i64>,
    identity: &Identity,
    run: &mut Run<'_>,
) -> Result<i64, CleanError> {
    run.report.accounts_new += 1;
    if let Some(account) = back {
        db.prepare_cached(include_str!("../../sql/batch.revive_account.sql"))?
            .execute([account])?;
        run.linker.revive(account);
        note_changed(db, account)?;
        return Ok(account);
    }
    db.prepare_cached(include_str!("../../sql/batch.insert_account.sql"))?
        .execute([identity.kind])?;
    Ok(db.last_insert_rowid())
}

/// Whether what a row calls by a person's name is the firm of the account itself.
fn is_firm_itself(known: &KnownAccounts, account: i64, row: &PartyRow) -> bool {
    row.company.is_empty()
        && known.peek(account).is_some_and(|known| {
            !known.company.is_empty() && known.company == company_key(&row.full_name)
        })
}

fn linked_rows(db: &Transaction<'_>, rows: &[PartyRow]) -> Result<HashSet<i64>, CleanError> {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Ok(HashSet::new());
    };
    let mut statement = db.prepare_cached(include_str!("../../sql/batch.linked_rows.sql"))?;
    let found = statement.query_map((first.source_id, first.row_no, last.row_no), |row| {
        row.get(0)
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Moves every row of one account to another that turned out to be the same, and notes each, so
/// that taking the step back parts them again.
pub(crate) fn join_accounts(
    db: &Transaction<'_>,
    step: i64,
    keep: i64,
    gone: i64,
    run: &mut Run<'_>,
) -> Result<(), CleanError> {
    db.prepare_cached(include_str!("../../sql/batch.note_moves.sql"))?
        .execute((step, gone, keep))?;
    const MOVES: [&str; 4] = [
        include_str!("../../sql/batch.join_links.sql"),
        include_str!("../../sql/batch.join_keys.sql"),
        include_str!("../../sql/batch.join_orders.sql"),
        include_str!("../../sql/batch.join_events.sql"),
    ];
    for sql in MOVES {
        db.prepare_cached(sql)?.execute((keep, gone))?;
    }
    db.prepare_cached(include_str!("../../sql/batch.retire.sql"))?
        .execute((gone, run.now, keep))?;
    run.linker.retire(gone, Some(keep));
    run.linker.known.join(keep, gone);
    run.changes.changed.extend([keep, gone]);
    write_account(db, gone, false, run.now, &run.standing)?;
    Ok(())
}
