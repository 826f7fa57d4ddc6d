//! How columns become numbers: a number as it is, of groups each against the most frequent.
//!
//! Enters: a table and the rows that a fit sees. Leaves: codes, and each row's values by them.

use serde::{Deserialize, Serialize};

use super::cells::{Cells, Column, Table};

/// Widths of a column that its least value may lie from zero: beyond, the rates at zero would lie
/// too far from anything seen to be told.
const FARTHEST_ZERO: f64 = 10.0;

/// One number that is made of a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// The column.
    pub column: String,
    /// The group that counts as one, all others as zero; none for a column of numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The group it is told against, the most frequent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
    /// What is taken from numbers that lie far from zero, such as years.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub less: f64,
}

fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

impl Code {
    /// A column of numbers as it is.
    #[must_use]
    pub fn plain(column: &str) -> Code {
        Code {
            column: column.to_owned(),
            group: None,
            against: None,
            less: 0.0,
        }
    }

    /// What its effects are called: `Gender`, `Channel=web`, `Year-2005`.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.group {
            Some(group) => format!("{}={group}", self.column),
            None if self.less != 0.0 => format!("{}-{}", self.column, self.less),
            None => self.column.clone(),
        }
    }

    /// The values of a column by this code, row by row.
    fn values(&self, column: &Column) -> Result<Vec<f64>, String> {
        match (&column.cells, &self.group) {
            (Cells::Numbers(numbers), None) => {
                Ok(numbers.iter().map(|number| number - self.less).collect())
            }
            (Cells::Groups(groups, of_row), Some(group)) => {
                let own = groups.iter().position(|name| name == group);
                let is_own = |at: &u32| f64::from(u8::from(Some(*at as usize) == own));
                Ok(of_row.iter().map(is_own).collect())
            }
            (Cells::Numbers(_), Some(_)) => Err(format!(
                "«{}» holds numbers, but held words when the model was fitted",
                column.name
            )),
            (Cells::Groups(..), None) => Err(format!(
                "«{}» holds words, but held numbers when the model was fitted",
                column.name
            )),
        }
    }
}

/// The codes of the columns of a table, by the rows that are used; what does not vary among them
/// gets none. Also what is to be said about it.
pub(crate) fn codes_of(table: &Table, used: &[u32]) -> (Vec<Code>, Vec<String>) {
    let (mut codes, mut notes) = (Vec::new(), Vec::new());
    for column in &table.columns {
        let before = codes.len();
        match &column.cells {
            Cells::Numbers(numbers) => codes.extend(code_of_numbers(column, numbers, used)),
            Cells::Groups(groups, of_row) => {
                let own = codes_of_groups(column, groups, of_row, used);
                notes.extend(own.first().and_then(told_against));
                codes.extend(own);
            }
        }
        if codes.len() == before {
            notes.push(format!(
                "«{}» is the same all over and was left out",
                column.name
            ));
        }
    }
    (codes, notes)
}

fn told_against(code: &Code) -> Option<String> {
    let against = code.against.as_ref()?;
    let column = &code.column;
    Some(format!(
        "groups of «{column}» are told against «{against}», the most frequent"
    ))
}

fn code_of_numbers(column: &Column, numbers: &[f64], used: &[u32]) -> Option<Code> {
    let used = || used.iter().map(|row| numbers[*row as usize]);
    let least = used().fold(f64::INFINITY, f64::min);
    let width = used().fold(f64::NEG_INFINITY, f64::max) - least;
    let is_far = least.abs() > FARTHEST_ZERO * width;
    (width > 0.0).then(|| Code {
        less: if is_far { least } else { 0.0 },
        ..Code::plain(&column.name)
    })
}

/// A code for each group but the most frequent, in the order of their names.
fn codes_of_groups(column: &Column, groups: &[String], of_row: &[u32], used: &[u32]) -> Vec<Code> {
    let mut counts = vec![0_usize; groups.len()];
    for row in used {
        counts[of_row[*row as usize] as usize] += 1;
    }
    let mut there: Vec<usize> = (0..groups.len()).filter(|at| counts[*at] > 0).collect();
    there.sort_by_key(|at| &groups[*at]);
    // Of equals the first by name.
    let most = there.iter().copied().reduce(|best, next| {
        if counts[next] > counts[best] {
            next
        } else {
            best
        }
    });
    let others = there.into_iter().filter(|at| Some(*at) != most);
    let codes = others.map(|at| Code {
        group: Some(groups[at].clone()),
        against: most.map(|most| groups[most].clone()),
        ..Code::plain(&column.name)
    });
    codes.collect()
}

/// A table as numbers: each row's values by the codes that are of it.
pub(crate) struct Coded {
    width: usize,
    values: Vec<f64>,
}

impl Coded {
    pub(crate) fn of(table: &Table, codes: &[Code]) -> Result<Coded, String> {
        let mut columns = Vec::new();
        for code in codes {
            let column = table.columns.iter().find(|own| own.name == code.column);
            if let Some(column) = column {
                columns.push(code.values(column)?);
            }
        }
        let rows = columns.first().map_or(0, Vec::len);
        let width = columns.len();
        let values = (0..rows).flat_map(|row| columns.iter().map(move |own| own[row]));
        Ok(Coded {
            width,
            values: values.collect(),
        })
    }

    pub(crate) fn row(&self, row: u32) -> &[f64] {
        let at = row as usize * self.width;
        &self.values[at..at + self.width]
    }
}

/// Groups among these rows that the codes do not know; they count as the most frequent.
pub(crate) fn unknown_groups(table: &Table, codes: &[Code], rows: &[u32]) -> Vec<String> {
    let mut unknown = Vec::new();
    for column in &table.columns {
        let Cells::Groups(groups, of_row) = &column.cells else {
            continue;
        };
        let own: Vec<&Code> = codes
            .iter()
            .filter(|code| code.column == column.name)
            .collect();
        let told = |group: &String| {
            let of = |code: &&Code| [&code.group, &code.against].contains(&&Some(group.clone()));
            own.iter().any(of)
        };
        let mut is_new: Vec<bool> = groups.iter().map(|group| !told(group)).collect();
        for row in rows.iter().filter(|_| !own.is_empty()) {
            let at = of_row[*row as usize] as usize;
            if std::mem::replace(&mut is_new[at], false) {
                unknown.push(format!("«{}={}»", column.name, groups[at]));
            }
        }
    }
    unknown
}
