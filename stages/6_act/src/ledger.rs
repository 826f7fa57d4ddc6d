//! Changes of state in; rows of the ledger's second half out. The only place that writes them.

use rusqlite::Transaction;
use store::Store;
use store::rusqlite;
use terms::{Day, TouchState};

use crate::ActError;

/// Most rows written in one transaction, so that pages never wait long for the writer.
pub(crate) const ROWS_A_WRITE: usize = 20_000;

/// When and by which start of the program a change is made.
#[derive(Clone, Debug)]
pub(crate) struct Stamp {
    pub(crate) day: Day,
    pub(crate) now: String,
    pub(crate) epoch: i64,
}

/// What becomes of one row. Empty texts leave what is there.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) id: i64,
    pub(crate) state: TouchState,
    pub(crate) reason: String,
    pub(crate) message_id: String,
    pub(crate) artefact: String,
    /// The address or number it leaves for.
    pub(crate) contact_point_id: Option<i64>,
    pub(crate) reply: String,
    pub(crate) cost_minor: i64,
    /// 1 when this begins a try, -1 when a try turned out not to be one, else 0.
    pub(crate) tries: i64,
}

impl Change {
    /// A change to this state and nothing else.
    pub(crate) fn to(id: i64, state: TouchState) -> Self {
        Change {
            id,
            state,
            reason: String::new(),
            message_id: String::new(),
            artefact: String::new(),
            contact_point_id: None,
            reply: String::new(),
            cost_minor: 0,
            tries: 0,
        }
    }

    /// The same with its reason in plain words.
    pub(crate) fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }
}

/// Writes these changes in transactions of bounded size.
pub(crate) fn write_changes(
    store: &Store,
    stamp: &Stamp,
    changes: &[Change],
) -> Result<(), ActError> {
    for some in changes.chunks(ROWS_A_WRITE) {
        store.write(|db| write_within(db, stamp, some))?;
    }
    Ok(())
}

/// Writes these changes within a transaction. A row in an end state stays as it is.
pub(crate) fn write_within(
    db: &Transaction<'_>,
    stamp: &Stamp,
    changes: &[Change],
) -> Result<(), ActError> {
    let mut upsert = db.prepare_cached(include_str!("../sql/ledger.write_within.sql"))?;
    for change in changes {
        upsert.execute(rusqlite::params![
            change.id,
            change.state.code(),
            change.reason,
            change.tries,
            stamp.epoch,
            change.message_id,
            change.artefact,
            change.contact_point_id,
            change.reply,
            change.cost_minor,
            stamp.day.number(),
            stamp.now,
        ])?;
    }
    Ok(())
}
