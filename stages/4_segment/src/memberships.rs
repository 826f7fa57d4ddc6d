//! The table `memberships`: standings enter, only what changed is written, with its day.

use std::cmp::Ordering;

use rusqlite::{CachedStatement, Connection, Row, Transaction};
use serde::Serialize;
use store::{Progress, Store, StoreError, rusqlite};
use terms::Day;

use crate::SegmentError;
use crate::family::Family;
use crate::standings::Standing;

/// Accounts per transaction; each has two memberships, so at most 20,000 rows change in one.
const ACCOUNTS_PER_BATCH: usize = 10_000;

/// One span of days an account was in a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Membership {
    /// Cell or stage.
    pub family: Family,
    /// `P5F1` and the like, or the code of a stage.
    pub value: String,
    /// First day it held.
    pub from_day: Day,
    /// First day it no longer held; none while it holds.
    pub until_day: Option<Day>,
}

/// Everything an account has been, oldest first.
///
/// # Errors
/// When the database refuses.
pub fn history(db: &Connection, account_id: i64) -> Result<Vec<Membership>, SegmentError> {
    let mut statement = db.prepare_cached(include_str!("../sql/memberships.read_history.sql"))?;
    let rows = statement.query_map([account_id], |row| {
        Ok(Membership {
            family: Family::from_code(&row.get::<_, String>(0)?),
            value: row.get(1)?,
            from_day: Day::from_number(row.get(2)?),
            until_day: row.get::<_, Option<i32>>(3)?.map(Day::from_number),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Brings the memberships to these standings and says how many changed.
///
/// Each batch is a transaction of its own; stopped anywhere, the next call writes the rest. An
/// earlier day than the newest known is fine as long as nothing would change.
pub(crate) fn write_memberships(
    store: &Store,
    standings: &[Standing],
    as_of: Day,
    progress: &dyn Progress,
) -> Result<u64, SegmentError> {
    if let Some(newest) = store
        .read(read_newest_day)?
        .filter(|newest| as_of < *newest)
    {
        return store
            .read(|db| refuse_changes(db, standings, as_of, newest))
            .map(|()| 0);
    }
    let (mut changed, mut done) = (0, 0);
    for batch in batches(standings) {
        if progress.cancelled() {
            return Err(StoreError::Cancelled.into());
        }
        progress.at("Placing accounts in segments", done, standings.len() as u64);
        changed += store.write(|db| write_batch(db, &batch, as_of))?;
        done += batch.standings.len() as u64;
    }
    progress.at("Placing accounts in segments", done, done);
    Ok(changed)
}

/// Some standings that follow each other, and all account ids that belong to their batch: also
/// those of accounts that have no standing any more.
struct Batch<'a> {
    after_id: i64,
    upto_id: i64,
    standings: &'a [Standing],
}

/// Cuts the standings into batches that cover every possible account id once.
fn batches(standings: &[Standing]) -> Vec<Batch<'_>> {
    let mut batches = Vec::new();
    let mut after_id = i64::MIN;
    let mut rest = standings;
    loop {
        let (own, later) = rest.split_at(rest.len().min(ACCOUNTS_PER_BATCH));
        let upto_id = match own.last() {
            Some(last) if !later.is_empty() => last.account_id,
            _ => i64::MAX,
        };
        batches.push(Batch {
            after_id,
            upto_id,
            standings: own,
        });
        if later.is_empty() {
            return batches;
        }
        (after_id, rest) = (upto_id, later);
    }
}

/// An account in one family.
type Place = (i64, Family);

/// A membership that holds, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Held {
    place: Place,
    value: String,
    from_day: Day,
}

/// A membership that is to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    place: Place,
    value: String,
}

/// What has to be done at one place: end what held, begin what is wanted.
#[derive(Debug, PartialEq, Eq)]
struct Change {
    place: Place,
    ends: Option<Day>,
    begins: Option<String>,
}

/// The difference between what holds and what is to hold; both rise by place.
fn changes(held: Vec<Held>, wanted: Vec<Wanted>) -> Vec<Change> {
    let mut changes = Vec::new();
    let (mut held, mut wanted) = (held.into_iter().peekable(), wanted.into_iter().peekable());
    loop {
        let order = match (held.peek(), wanted.peek()) {
            (Some(old), Some(new)) => old.place.cmp(&new.place),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return changes,
        };
        let old = if order.is_le() { held.next() } else { None };
        let new = if order.is_ge() { wanted.next() } else { None };
        let place = match (&old, &new) {
            (Some(old), Some(new)) if old.value == new.value => continue,
            (Some(Held { place, .. }), _) | (None, Some(Wanted { place, .. })) => *place,
            (None, None) => return changes,
        };
        let ends = old.map(|old| old.from_day);
        changes.push(Change {
            place,
            ends,
            begins: new.map(|new| new.value),
        });
    }
}

fn wanted_of(standings: &[Standing]) -> Vec<Wanted> {
    let mut wanted = Vec::with_capacity(2 * standings.len());
    for standing in standings {
        if let Some(cell) = standing.cell {
            let place = (standing.account_id, Family::Cell);
            wanted.push(Wanted {
                place,
                value: cell.to_string(),
            });
        }
        let place = (standing.account_id, Family::Stage);
        wanted.push(Wanted {
            place,
            value: standing.stage.code().to_owned(),
        });
    }
    wanted
}

fn changes_of_batch(db: &Connection, batch: &Batch<'_>) -> Result<Vec<Change>, SegmentError> {
    let mut statement = db.prepare_cached(include_str!("../sql/memberships.read_open.sql"))?;
    let rows = statement.query_map([batch.after_id, batch.upto_id], read_held)?;
    let held = rows.collect::<Result<_, _>>()?;
    Ok(changes(held, wanted_of(batch.standings)))
}

fn read_held(row: &Row<'_>) -> rusqlite::Result<Held> {
    Ok(Held {
        place: (row.get(0)?, Family::from_code(row.get_ref(1)?.as_str()?)),
        value: row.get(2)?,
        from_day: Day::from_number(row.get(3)?),
    })
}

fn write_batch(db: &Transaction<'_>, batch: &Batch<'_>, as_of: Day) -> Result<u64, SegmentError> {
    let changes = changes_of_batch(db, batch)?;
    let mut pen = Pen::take(db, as_of)?;
    for change in &changes {
        pen.write(change)?;
    }
    Ok(changes.len() as u64)
}

/// The statements that write changes as of one day.
struct Pen<'db> {
    as_of: Day,
    close: CachedStatement<'db>,
    forget: CachedStatement<'db>,
    reopen: CachedStatement<'db>,
    open: CachedStatement<'db>,
}

impl<'db> Pen<'db> {
    fn take(db: &'db Connection, as_of: Day) -> Result<Self, SegmentError> {
        Ok(Self {
            as_of,
            close: db.prepare_cached(include_str!("../sql/memberships.close.sql"))?,
            forget: db.prepare_cached(include_str!("../sql/memberships.forget.sql"))?,
            reopen: db.prepare_cached(include_str!("../sql/memberships.reopen.sql"))?,
            open: db.prepare_cached(include_str!("../sql/memberships.open.sql"))?,
        })
    }

    /// Ends and begins at one place. What began today and is already over never held for a day
    /// and is forgotten; what ended today and is wanted again goes on as if nothing had been.
    fn write(&mut self, change: &Change) -> Result<(), SegmentError> {
        let (account_id, family) = (change.place.0, change.place.1.code());
        let today = self.as_of.number();
        match change.ends {
            Some(from_day) if from_day == self.as_of => {
                self.forget.execute((account_id, family, today))?;
            }
            Some(from_day) => {
                self.close
                    .execute((account_id, family, from_day.number(), today))?;
            }
            None => {}
        }
        let Some(value) = &change.begins else {
            return Ok(());
        };
        if self.reopen.execute((account_id, family, today, value))? == 0 {
            self.open.execute((account_id, family, today, value))?;
        }
        Ok(())
    }
}

fn read_newest_day(db: &Connection) -> Result<Option<Day>, SegmentError> {
    let newest = include_str!("../sql/memberships.read_newest_day.sql");
    let days = db.query_row(newest, [], |row| {
        Ok((row.get::<_, Option<i32>>(0)?, row.get::<_, Option<i32>>(1)?))
    })?;
    Ok(days.0.max(days.1).map(Day::from_number))
}

/// The past is not rewritten: an earlier day may only find what is known already.
fn refuse_changes(
    db: &Connection,
    standings: &[Standing],
    as_of: Day,
    newest: Day,
) -> Result<(), SegmentError> {
    for batch in batches(standings) {
        if !changes_of_batch(db, &batch)?.is_empty() {
            return Err(SegmentError::EarlierDay { as_of, newest });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Change, Family, Held, Wanted, changes};
    use terms::Day;

    #[test]
    fn changes_between_what_holds_and_what_is_wanted_are_found_by_place() {
        let day = Day::from_number;
        let held = |id, family, value: &str, from| Held {
            place: (id, family),
            value: value.into(),
            from_day: day(from),
        };
        let wanted = |id, family, value: &str| Wanted {
            place: (id, family),
            value: value.into(),
        };
        let change = |id, family, ends: Option<i32>, begins: Option<&str>| Change {
            place: (id, family),
            ends: ends.map(day),
            begins: begins.map(str::to_owned),
        };
        let found = changes(
            vec![
                held(1, Family::Cell, "P1F1", 5),
                held(1, Family::Stage, "active", 5),
                held(2, Family::Stage, "lead", 5),
                held(4, Family::Cell, "P5F5", 7),
            ],
            vec![
                wanted(1, Family::Cell, "P1F2"),
                wanted(1, Family::Stage, "active"),
                wanted(2, Family::Cell, "P3F3"),
                wanted(2, Family::Stage, "onboarding"),
                wanted(3, Family::Stage, "lead"),
            ],
        );
        let expected = [
            change(1, Family::Cell, Some(5), Some("P1F2")),
            change(2, Family::Cell, None, Some("P3F3")),
            change(2, Family::Stage, Some(5), Some("onboarding")),
            change(3, Family::Stage, None, Some("lead")),
            change(4, Family::Cell, Some(7), None),
        ];
        assert_eq!(found, expected);
    }
}
