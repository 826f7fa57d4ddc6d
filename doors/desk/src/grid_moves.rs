//! Who moved between the value segments from one score to another.
//!
//! Enters: two scores, or none for the newest two. Leaves: the moves in figures and in words.

use anyhow::Result;
use score::CellMove;
use serde::Serialize;
use store::rusqlite::Connection;
use terms::{Day, ValueSegment};

/// A score that can be compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ScoreDay {
    /// The run's number.
    pub run_id: i64,
    /// The day it looked at.
    pub as_of: Day,
}

/// The moves between two scores.
#[derive(Clone, Debug, Serialize)]
pub struct GridMoves {
    /// Every score that can be compared with, the newest first.
    pub scores: Vec<ScoreDay>,
    /// Where the customers stood then; none while there is only one score.
    pub from: Option<ScoreDay>,
    /// Where they stand now; none before the first score.
    pub to: Option<ScoreDay>,
    /// From segment to segment, the most customers first.
    pub moves: Vec<GridMove>,
}

/// Customers who went from one segment to another.
#[derive(Clone, Debug, Serialize)]
pub struct GridMove {
    /// Where they stood; none for those who were no customers yet.
    pub from: Option<ValueSegment>,
    /// Where they stand; none for those who are customers no more.
    pub to: Option<ValueSegment>,
    /// How many.
    pub accounts: u64,
    /// What is expected of them now.
    pub expected_value_minor: i64,
    /// What the move means, in words.
    pub words: String,
}

/// The moves since an earlier score, the one before the newest unless another is asked for.
///
/// # Errors
/// When the database refuses.
pub fn read_grid_moves(db: &Connection, since: Option<i64>) -> Result<GridMoves> {
    let scores: Vec<ScoreDay> = score::read_snapshot_runs(db)?
        .into_iter()
        .map(|(run_id, as_of)| ScoreDay { run_id, as_of })
        .collect();
    let to = scores.first().copied();
    let earlier = scores.get(1..).unwrap_or_default();
    let from = match since {
        None => earlier.first(),
        Some(run_id) => earlier.iter().find(|one| one.run_id == run_id),
    }
    .copied();
    let moves = match (from, to) {
        (Some(from), Some(to)) => score::read_moves(db, from.run_id, to.run_id)?,
        _ => Vec::new(),
    };
    Ok(GridMoves {
        scores,
        from,
        to,
        moves: moves.into_iter().map(in_words).collect(),
    })
}

fn in_words(one: CellMove) -> GridMove {
    let words = match (one.from, one.to) {
        (Some(from), Some(to)) => step_words(from, to),
        (None, _) => "new customers".into(),
        (_, None) => "customers no more".into(),
    };
    GridMove {
        from: one.from,
        to: one.to,
        accounts: one.accounts,
        expected_value_minor: one.expected_value_minor,
        words,
    }
}

/// What a step in the grid means, the expected value first, as it can still be changed.
fn step_words(from: ValueSegment, to: ValueSegment) -> String {
    let steps = [
        ("expected value", from.future(), to.future()),
        ("past value", from.past(), to.past()),
    ];
    let parts: Vec<String> = steps
        .into_iter()
        .filter(|(_, before, now)| before != now)
        .map(|(what, before, now)| {
            let way = if now > before { "up" } else { "down" };
            format!("{what} {way} {}", before.abs_diff(now))
        })
        .collect();
    if parts.is_empty() {
        return "stayed".into();
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::step_words;

    #[test]
    fn moves_are_said_in_words() {
        for (from, to, words) in [
            ("P5F5", "P5F3", "expected value down 2"),
            ("P2F2", "P3F3", "expected value up 1, past value up 1"),
            ("P5F1", "P4F1", "past value down 1"),
            ("P1F1", "P1F1", "stayed"),
        ] {
            assert_eq!(
                step_words(from.parse().unwrap(), to.parse().unwrap()),
                words
            );
        }
    }
}
