//! Turns: one row per press of the button, with its state, progress and receipt.

use rusqlite::Row;
use terms::Day;

use crate::{Store, StoreError};

/// What became of a press of the button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnState {
    /// Pressed; nothing has left the house and it can still be undone.
    Holding,
    /// Planning and delivering.
    Running,
    /// All seven stages went through.
    Done,
    /// Taken back within the hold time.
    Undone,
    /// Stopped by a problem; the next press goes on from here.
    Failed,
}

impl TurnState {
    /// The code this is stored under.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            TurnState::Holding => "holding",
            TurnState::Running => "running",
            TurnState::Done => "done",
            TurnState::Undone => "undone",
            TurnState::Failed => "failed",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [
            Self::Holding,
            Self::Running,
            Self::Done,
            Self::Undone,
            Self::Failed,
        ]
        .into_iter()
        .find(|state| state.code() == code)
    }
}

/// One press of the button.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Its number.
    pub id: i64,
    /// What "now" meant in it.
    pub as_of: Day,
    /// The seed all its draws came from.
    pub seed: u64,
    /// When it was pressed, RFC 3339.
    pub pressed_at: String,
    /// Until when it can be undone, RFC 3339.
    pub hold_until: String,
    /// Where it stands.
    pub state: TurnState,
    /// The step it is in, in plain words.
    pub step: String,
    /// Pieces of the step that are done.
    pub done: u64,
    /// Pieces the step has in all; 0 when not known.
    pub total: u64,
    /// What it did, as JSON.
    pub receipt: String,
    /// What stopped it, if anything.
    pub problem: Option<String>,
    /// What the person chose before pressing, as JSON.
    pub choices: String,
}

impl Store {
    /// Records a press of the button and gives its number.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn press(
        &self,
        as_of: Day,
        seed: u64,
        pressed_at: &str,
        hold_until: &str,
        choices: &str,
    ) -> Result<i64, StoreError> {
        self.write(|db| {
            let values = (
                as_of.number(),
                seed.cast_signed(),
                pressed_at,
                hold_until,
                choices,
            );
            db.execute(include_str!("../sql/turns.insert.sql"), values)?;
            Ok(db.last_insert_rowid())
        })
    }

    /// Moves a turn on.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn set_turn_state(
        &self,
        id: i64,
        state: TurnState,
        problem: Option<&str>,
    ) -> Result<(), StoreError> {
        self.write(|db| {
            let sql = include_str!("../sql/turns.update_state.sql");
            db.execute(sql, (id, state.code(), problem))?;
            Ok(())
        })
    }

    /// Notes where a turn is, for the page that watches it.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn set_turn_progress(
        &self,
        id: i64,
        step: &str,
        done: u64,
        total: u64,
    ) -> Result<(), StoreError> {
        self.write(|db| {
            let sql = include_str!("../sql/turns.update_progress.sql");
            db.execute(sql, (id, step, done.cast_signed(), total.cast_signed()))?;
            Ok(())
        })
    }

    /// Takes a turn back if it is still in its hold; false when it is too late.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn undo_turn(&self, id: i64) -> Result<bool, StoreError> {
        self.write(|db| Ok(db.execute(include_str!("../sql/turns.undo.sql"), [id])? == 1))
    }

    /// Starts a turn if it is still in its hold; false when somebody undid or started it before.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn start_turn(&self, id: i64) -> Result<bool, StoreError> {
        self.write(|db| Ok(db.execute(include_str!("../sql/turns.start.sql"), [id])? == 1))
    }

    /// Notes what a turn did.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn set_turn_receipt(&self, id: i64, receipt: &str) -> Result<(), StoreError> {
        self.write(|db| {
            db.execute(
                include_str!("../sql/turns.update_receipt.sql"),
                (id, receipt),
            )?;
            Ok(())
        })
    }

    /// The newest turns, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn turns(&self, most: u32) -> Result<Vec<Turn>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare_cached(include_str!("../sql/turns.read.sql"))?;
            let rows = statement.query_map([most], read_turn)?;
            rows.collect::<Result<_, _>>().map_err(StoreError::from)
        })
    }
}

fn read_turn(row: &Row<'_>) -> rusqlite::Result<Turn> {
    let state: String = row.get(5)?;
    Ok(Turn {
        id: row.get(0)?,
        as_of: Day::from_number(row.get(1)?),
        seed: row.get::<_, i64>(2)?.cast_unsigned(),
        pressed_at: row.get(3)?,
        hold_until: row.get(4)?,
        // The table's CHECK allows no other code.
        state: TurnState::from_code(&state).unwrap_or(TurnState::Failed),
        step: row.get(6)?,
        done: row.get::<_, i64>(7)?.cast_unsigned(),
        total: row.get::<_, i64>(8)?.cast_unsigned(),
        receipt: row.get(9)?,
        problem: row.get(10)?,
        choices: row.get(11)?,
    })
}
