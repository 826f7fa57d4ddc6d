//! One pass over all rows before anything is stored: what the cells of each column are like.
//!
//! Enters: rows. Leaves: counts per column, from which meaning, decimal mark and date order are
//! decided for the column as a whole.

use rayon::prelude::*;

use crate::columns::compose::meaning_of;
use crate::columns::cost::OPEN_NAMES;
use crate::columns::date_order::DateVotes;
use crate::columns::header_names::{Context, meanings};
use crate::columns::target::Target;
use crate::error::GatherError;
use crate::files::form::{Rows, next_filled};
use crate::files::row::Row;
use crate::values::cells::bare;
use crate::values::contacts::is_email;
use crate::values::number::{NumberForm, read_number};
use crate::values::number_text::{DecimalMark, side_in};
use crate::values::number_votes::NumberVotes;

/// Columns with a name nobody knows are looked at this far; their content serves to find e-mail
/// addresses, and days and amounts to ask about.
pub(crate) const UNKNOWN_ROWS: u64 = 2_000;
/// Rows counted together, while the next are read.
const BLOCK_ROWS: usize = 2_000;
/// Text of them, for files of few rows with very long cells.
const BLOCK_BYTES: usize = 8 << 20;
/// Sample values shown beside a column.
const SAMPLES: usize = 3;
/// A cell of addresses; one alone has 254 letters at most (RFC 5321).
const EMAIL_BYTES_MAX: usize = 1_000;
/// A sample is cut to this many letters.
const SAMPLE_LETTERS: usize = 60;

/// What the cells of one column are like.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    pub(crate) looked_at: u64,
    pub(crate) filled: u64,
    /// Cells that hold an e-mail address, and those that hold hardly anything else.
    pub(crate) emails: u64,
    pub(crate) plain_emails: u64,
    /// The place of the last cell that says something; the first row is 1.
    pub(crate) last: u64,
    pub(crate) with_digit: u64,
    pub(crate) with_space: u64,
    pub(crate) percents: u64,
    pub(crate) above_one: u64,
    pub(crate) below_zero: u64,
    /// Numbers with something behind the decimal mark.
    pub(crate) parts: u64,
    /// Mr, Ms, Dr.
    pub(crate) titles: u64,
    /// Whole numbers of four and of five digits: postal codes with and without their nought.
    pub(crate) four_digits: u64,
    pub(crate) five_digits: u64,
    pub(crate) numbers: NumberVotes,
    pub(crate) dates: DateVotes,
    pub(crate) samples: Vec<String>,
}

/// What all columns are like.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    pub(crate) rows: u64,
    pub(crate) short_rows: u64,
    /// Rows of which only the first cell in use says something, and rows where just that is empty.
    group_rows: u64,
    headless_rows: u64,
    pub(crate) columns: Vec<Profile>,
    /// The first rows, where columns have to be held against each other.
    pub(crate) heads: Vec<Row>,
}

impl Profile {
    fn count(&mut self, cell: &str, watch: Watch) {
        let cell = bare(cell);
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
        self.plain_emails += u64::from(is_plain_email(cell));
        if watch.numbers {
            self.numbers.count(cell);
        }
        if let Some(side) = watch.sides.then(|| side_in(cell)).flatten() {
            self.numbers.count_side(side);
        }
        if watch.discounts {
            self.count_discount(cell);
        }
        if watch.dates {
            self.dates.count(cell);
        }
        if watch.titles {
            self.titles += u64::from(is_title(cell));
        }
        if watch.postcodes && cell.bytes().all(|byte| byte.is_ascii_digit()) {
            self.four_digits += u64::from(cell.len() == 4);
            self.five_digits += u64::from(cell.len() == 5);
        }
    }

    fn count_discount(&mut self, cell: &str) {
        let form = NumberForm {
            mark: Some(DecimalMark::Point),
            less: None,
        };
        let Ok(number) = read_number(cell, form) else {
            return;
        };
        self.percents += u64::from(number.is_percent);
        let number = number.value;
        self.above_one += u64::from(number > crate::values::amount::Decimal::ONE);
        self.below_zero += u64::from(number.0 < 0);
        self.parts += u64::from(number.0 % crate::values::amount::MICRO != 0);
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

/// An address, several, or one with a name; a whole line that holds one is none.
fn is_plain_email(cell: &str) -> bool {
    let is_list = || cell.contains(['<', ',', ';']);
    cell.contains('@') && cell.len() <= EMAIL_BYTES_MAX && (is_list() || is_email(cell))
}

/// Mr, Ms, Dr and their like.
fn is_title(cell: &str) -> bool {
    const TITLES: &[&str] = &[
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau", "sir", "madam", "mme",
        "mlle", "m", "sr", "sra", "rev", "lord", "lady",
    ];
    let first = cell.split([' ', '.']).next().unwrap_or("");
    TITLES.iter().any(|title| first.eq_ignore_ascii_case(title))
}

#[derive(Clone, Copy, Default)]
struct Watch {
    known: bool,
    numbers: bool,
    dates: bool,
    discounts: bool,
    titles: bool,
    postcodes: bool,
    sides: bool,
}

impl Watch {
    /// What may be in a column of this name, whatever the kind of table.
    fn for_name(plain: &str) -> Watch {
        let mut watch = Watch::default();
        for target in meanings(plain).chain(meaning_of(plain, Context::Any)) {
            watch.known = true;
            watch.numbers |= target.is_number();
            watch.dates |= target.is_date();
            watch.discounts |= target == Target::LineDiscount;
            watch.titles |= matches!(target, Target::JobTitle | Target::PersonTitle);
            watch.postcodes |= target == Target::Postcode;
            watch.sides |= target == Target::LEDGER_SIDE;
        }
        // It is of courtesy or of a job as its neighbours and cells say.
        watch.titles |= plain == "title";
        if !watch.known {
            (watch.numbers, watch.dates, watch.titles) = (true, true, true);
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

/// Rows that are counted together.
#[derive(Default)]
struct RowBlock {
    rows: Vec<Row>,
    used: usize,
}

impl RowBlock {
    /// Reads the next rows, reusing the memory of those before.
    fn fill(&mut self, rows: &mut dyn Rows) -> Result<(), GatherError> {
        self.used = 0;
        let mut bytes = 0;
        while self.used < BLOCK_ROWS && bytes < BLOCK_BYTES {
            if self.rows.len() == self.used {
                self.rows.push(Row::default());
            }
            if !next_filled(rows, &mut self.rows[self.used])? {
                break;
            }
            bytes += self.rows[self.used].size();
            self.used += 1;
        }
        Ok(())
    }
}

/// Looks at every row once.
pub(crate) fn survey_rows(
    rows: &mut (dyn Rows + Send),
    plain: &[String],
) -> Result<Survey, GatherError> {
    let mut survey = Survey {
        columns: vec![Profile::default(); plain.len()],
        ..Survey::default()
    };
    let watches: Vec<Watch> = plain.iter().map(|name| Watch::for_name(name)).collect();
    let (mut now, mut next) = (RowBlock::default(), RowBlock::default());
    now.fill(rows)?;
    if plain.iter().any(|name| OPEN_NAMES.contains(&name.as_str())) {
        survey.heads = now.rows[..now.used].to_vec();
    }
    while now.used > 0 {
        let (read, ()) = rayon::join(
            || next.fill(rows),
            || survey.take(&now.rows[..now.used], &watches),
        );
        read?;
        std::mem::swap(&mut now, &mut next);
    }
    Ok(survey)
}

impl Survey {
    fn take(&mut self, rows: &[Row], watches: &[Watch]) {
        let width = watches.len();
        let seen = self.rows;
        for row in rows {
            self.rows += 1;
            self.short_rows += u64::from(row.len() < width);
            self.count_shape(row);
        }
        let columns = self.columns.par_iter_mut().zip(watches).enumerate();
        columns.for_each(|(at, (profile, watch))| {
            let left = if watch.known {
                rows.len()
            } else {
                UNKNOWN_ROWS.saturating_sub(seen) as usize
            };
            for (row, row_no) in rows.iter().take(left).zip(seen + 1..) {
                let before = profile.filled;
                if let Some(cell) = row.cell(at) {
                    profile.count(cell, *watch);
                }
                if profile.filled > before {
                    profile.last = row_no;
                }
            }
        });
    }

    fn count_shape(&mut self, row: &Row) {
        let mut filled = row
            .cells()
            .enumerate()
            .filter(|(_, cell)| !cell.trim().is_empty());
        let first = filled.next().map_or(usize::MAX, |(at, _)| at);
        let alone = filled.next().is_none();
        self.group_rows += u64::from(first <= 1 && alone);
        self.headless_rows += u64::from(first >= 1 && !alone);
    }

    /// Whether rows of one cell head groups of rows that leave that cell empty.
    pub(crate) fn is_report(&self) -> bool {
        self.group_rows >= 1 && self.headless_rows * 3 > self.rows && self.columns.len() > 2
    }
}
