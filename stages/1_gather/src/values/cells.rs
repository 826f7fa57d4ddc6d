//! One row seen through the layout: cells by meaning, as text, decimal or day.
//!
//! Enters: the cells of a row. Leaves: values, and problems with line, column and reason.

use serde::{Deserialize, Serialize};
use terms::{Currency, Day};

use crate::columns::date_order::read_day;
use crate::columns::layout::Layout;
use crate::columns::survey::is_nothing;
use crate::columns::target::Target;
use crate::files::row::Row;
use crate::values::amount::Decimal;
use crate::values::number::{Number, NumberFlaw, read_number};

/// A cell that could not be read, or a row that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The row; the first data row is 1.
    pub row_no: i64,
    /// The line of the file it starts on.
    pub line_no: i64,
    /// The column as named in the file; empty when it is about the whole row.
    pub column: String,
    /// What stood there.
    pub value: String,
    /// What is wrong, in plain words.
    pub reason: String,
    /// Whether the whole row could not be used.
    pub lost: bool,
}

/// A value shown in a problem is cut to this many letters.
const VALUE_LETTERS: usize = 120;

/// A cell without blanks around it, without the formula that keeps a spreadsheet from changing it,
/// `="007"`, and without apostrophes that stand for quotation marks.
pub(crate) fn bare(cell: &str) -> &str {
    let cell = cell.trim();
    let guarded = cell
        .strip_prefix("=\"")
        .and_then(|cell| cell.strip_suffix('"'));
    let quoted = || cell.strip_prefix('\'')?.strip_suffix('\'');
    guarded.or_else(quoted).map_or(cell, str::trim)
}

/// Whether a spreadsheet wrote a long number as `4,91721E+11`, and what it was is lost.
pub(crate) fn is_shortened(text: &str) -> bool {
    if !text.contains('+') {
        return false;
    }
    let upper = text.to_ascii_uppercase();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = upper.split_once("E+");
    parts.is_some_and(|(number, power)| {
        let number = number.replacen(['.', ','], "", 1);
        digits(&number) && digits(power) && number.len() < text.len() - power.len() - 2
    })
}

/// One row and where it stood.
pub(crate) struct Cells<'row> {
    pub(crate) layout: &'row Layout,
    pub(crate) row: &'row Row,
    pub(crate) row_no: i64,
    pub(crate) line_no: i64,
    pub(crate) problems: Vec<Problem>,
    /// The currency that stands in the row's amounts themselves.
    pub(crate) currency: Option<Currency>,
}

impl<'row> Cells<'row> {
    /// The first cell with this meaning that says something, and its column.
    fn find(&self, target: Target) -> Option<(usize, &'row str)> {
        self.layout.columns(target).iter().find_map(|at| {
            let cell = bare(self.row.cell(*at)?);
            (!is_nothing(cell)).then_some((*at, cell))
        })
    }

    /// The first cell with this meaning that holds anything at all, even if it says it is empty.
    fn find_raw(&self, target: Target) -> Option<(usize, &'row str)> {
        self.layout.columns(target).iter().find_map(|at| {
            let cell = bare(self.row.cell(*at)?);
            (!cell.is_empty()).then_some((*at, cell))
        })
    }

    /// The text with this meaning, without control characters.
    pub(crate) fn text(&self, target: Target) -> Option<String> {
        let (_, text) = self.find(target)?;
        if text.chars().any(char::is_control) {
            let plain: String = text
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            return Some(plain.split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|text| !text.is_empty());
        }
        Some(text.to_owned())
    }

    /// The texts of every column with this meaning that say something, in the order of the file.
    pub(crate) fn texts(&self, target: Target) -> impl Iterator<Item = &'row str> {
        let (layout, row) = (self.layout, self.row);
        layout.columns(target).iter().filter_map(move |at| {
            let cell = bare(row.cell(*at)?);
            (!is_nothing(cell)).then_some(cell)
        })
    }

    /// Whether the text with this meaning has one of these words in it.
    pub(crate) fn says(&self, target: Target, words: &[&str]) -> bool {
        self.find(target).is_some_and(|(_, text)| {
            let lower = text.to_lowercase();
            words.iter().any(|word| lower.contains(word))
        })
    }

    /// A number or id with this meaning, without the apostrophe that guards it in spreadsheets and
    /// without the `.0` that numeric tools add.
    pub(crate) fn key(&self, target: Target) -> Option<String> {
        let text = self.text(target)?;
        let bare = match text.strip_prefix('\'') {
            Some(rest) if !rest.ends_with('\'') => rest,
            _ => &text,
        };
        let whole = bare
            .strip_suffix(".0")
            .filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        let key = whole.unwrap_or(bare).trim();
        // Many numbers are shortened to the same one: it would join what is apart.
        Some(key.to_owned()).filter(|key| !key.is_empty() && !is_shortened(key))
    }

    /// The number with this meaning; `Err` when something else stands there, which is noted.
    pub(crate) fn decimal(&mut self, target: Target, lost: bool) -> Result<Option<Decimal>, ()> {
        let number = self.number(target, lost)?;
        let takes_percent = matches!(target, Target::ActivityQuantity | Target::Kept(_));
        match number {
            Some(number) if number.is_percent && !takes_percent => {
                self.note_unread(target, NumberFlaw::Percentage.words(), lost);
                Err(())
            }
            number => Ok(number.map(|number| number.value)),
        }
    }

    /// The number with this meaning and what stands beside it; `Err` as [`Cells::decimal`].
    pub(crate) fn number(&mut self, target: Target, lost: bool) -> Result<Option<Number>, ()> {
        let Some((at, text)) = self.find_raw(target) else {
            return Ok(None);
        };
        match read_number(text, self.layout.numbers[at]) {
            Ok(number) => {
                self.note_currency(at, text, number.currency, lost)?;
                Ok(Some(number))
            }
            Err(flaw) => {
                self.note(at, text, flaw.words(), lost);
                Err(())
            }
        }
    }

    /// Keeps the currency that an amount names; amounts of one row are in one currency.
    fn note_currency(
        &mut self,
        at: usize,
        text: &str,
        named: Option<Currency>,
        lost: bool,
    ) -> Result<(), ()> {
        if named.is_none() || self.currency.is_none() || named == self.currency {
            self.currency = self.currency.or(named);
            return Ok(());
        }
        self.note(
            at,
            text,
            "is in another currency than the rest of its row",
            lost,
        );
        Err(())
    }

    /// The day with this meaning; `Err` when something else stands there, which is noted.
    pub(crate) fn day(&mut self, target: Target, lost: bool) -> Result<Option<Day>, ()> {
        let Some((at, text)) = self.find(target) else {
            return Ok(None);
        };
        match read_day(text, self.layout.orders[at]) {
            Some(day) => Ok(Some(day)),
            None => {
                self.note(at, text, "is not a day that exists", lost);
                Err(())
            }
        }
    }

    /// The name of the column with this meaning, for problems about what is missing.
    pub(crate) fn note_missing(&mut self, target: Target, reason: &str) {
        let column = self
            .layout
            .columns(target)
            .first()
            .map(|at| self.layout.meanings[*at].column.clone());
        self.push(column.unwrap_or_default(), "", reason, true);
    }

    /// Notes something about the row as a whole.
    pub(crate) fn note_row(&mut self, value: &str, reason: &str, lost: bool) {
        self.push(String::new(), value, reason, lost);
    }

    /// Notes what is wrong with a value of a column.
    pub(crate) fn note_value(&mut self, target: Target, value: &str, reason: &str) {
        if let Some(at) = self.layout.columns(target).first() {
            self.note(*at, value, reason, false);
        }
    }

    /// Notes why what stands under this meaning was not read.
    pub(crate) fn note_unread(&mut self, target: Target, reason: &str, lost: bool) {
        if let Some((at, text)) = self.find_raw(target) {
            self.note(at, text, reason, lost);
        }
    }

    fn note(&mut self, at: usize, value: &str, reason: &str, lost: bool) {
        let column = self.layout.meanings[at].column.clone();
        self.push(column, value, reason, lost);
    }

    fn push(&mut self, column: String, value: &str, reason: &str, lost: bool) {
        let value = value.chars().take(VALUE_LETTERS).collect();
        let (row_no, line_no) = (self.row_no, self.line_no);
        self.problems.push(Problem {
            row_no,
            line_no,
            column,
            value,
            reason: reason.to_owned(),
            lost,
        });
    }
}
