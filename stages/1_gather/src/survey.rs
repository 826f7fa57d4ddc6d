//! One pass over all rows before anything is stored: what the cells of each column are like.
//!
//! Enters: rows. Leaves: counts per column, from which meaning, decimal mark and date order are
//! decided for the column as a whole.

use crate::date_order::DateVotes;
use crate::error::GatherError;
use crate::form::Rows;
use crate::header::{meaning_of, meanings_by_kind};
use crate::number::{DecimalMark, MarkVotes, read_decimal};

/// Columns with a name nobody knows are looked at this far; their content only serves to find
/// e-mail addresses.
const UNKNOWN_ROWS: u64 = 2_000;
/// Sample values shown beside a column.
const SAMPLES: usize = 3;
/// A sample is cut to this many letters.
const SAMPLE_LETTERS: usize = 60;

/// What the cells of one column are like.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    pub(crate) looked_at: u64,
    pub(crate) filled: u64,
    pub(crate) emails: u64,
    pub(crate) with_digit: u64,
    pub(crate) with_space: u64,
    pub(crate) percents: u64,
    pub(crate) above_one: u64,
    pub(crate) marks: MarkVotes,
    pub(crate) dates: DateVotes,
    pub(crate) samples: Vec<String>,
}

/// What all columns are like.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    pub(crate) rows: u64,
    pub(crate) short_rows: u64,
    pub(crate) columns: Vec<Profile>,
}

impl Profile {
    fn count(&mut self, cell: &str, watch: Watch) {
        let cell = cell.trim();
        self.looked_at += 1;
        if is_nothing(cell) {
            return;
        }
        self.filled += 1;
        if self.samples.len() < SAMPLES && self.samples.iter().all(|sample| sample != cell) {
            self.samples
                .push(cell.chars().take(SAMPLE_LETTERS).collect());
        }
        self.with_digit += u64::from(cell.bytes().any(|byte| byte.is_ascii_digit()));
        self.with_space += u64::from(cell.contains(' '));
        self.emails += u64::from(cell.contains('@'));
        if watch.numbers {
            self.marks.count(cell.trim_end_matches('%'));
            self.percents += u64::from(cell.ends_with('%'));
            let above = |number: crate::amount::Decimal| number > crate::amount::Decimal::ONE;
            self.above_one += u64::from(read_decimal(cell, DecimalMark::Point).is_some_and(above));
        }
        if watch.dates {
            self.dates.count(cell);
        }
    }

    /// Share of filled cells that `count` of them are; 0 when none is filled.
    pub(crate) fn share(&self, count: u64) -> f64 {
        if self.filled == 0 {
            0.0
        } else {
            count as f64 / self.filled as f64
        }
    }
}

#[derive(Clone, Copy)]
struct Watch {
    known: bool,
    numbers: bool,
    dates: bool,
}

impl Watch {
    /// What may be in a column of this name, whatever the kind of table.
    fn for_name(plain: &str) -> Watch {
        let by_kind = meanings_by_kind(plain).iter().map(|(_, target)| *target);
        let mut watch = Watch {
            known: false,
            numbers: false,
            dates: false,
        };
        for target in meaning_of(plain).into_iter().chain(by_kind) {
            watch.known = true;
            watch.numbers |= target.is_number();
            watch.dates |= target.is_date();
        }
        watch
    }
}

/// Whether a cell says in some way that it is empty.
pub(crate) fn is_nothing(cell: &str) -> bool {
    cell.is_empty()
        || (cell.len() <= 7
            && [
                "n/a", "na", "-", "--", "?", "??", "???", "null", "none", "#n/a", "unknown", ".",
            ]
            .iter()
            .any(|nothing| cell.eq_ignore_ascii_case(nothing)))
}

/// Looks at every row once.
pub(crate) fn survey_rows(rows: &mut Rows<'_>, plain: &[String]) -> Result<Survey, GatherError> {
    let mut survey = Survey {
        columns: vec![Profile::default(); plain.len()],
        ..Survey::default()
    };
    let watches: Vec<Watch> = plain.iter().map(|name| Watch::for_name(name)).collect();
    while let Some(row) = rows.next_row()? {
        survey.rows += 1;
        survey.short_rows += u64::from(row.cells.len() < plain.len());
        for ((cell, profile), watch) in row.cells.iter().zip(&mut survey.columns).zip(&watches) {
            if watch.known || survey.rows <= UNKNOWN_ROWS {
                profile.count(cell, *watch);
            }
        }
    }
    Ok(survey)
}
