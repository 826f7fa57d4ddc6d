//! A file of covariates as it stands: columns of numbers or of groups, rows by customer and day.
//!
//! Enters: a CSV file. Leaves: a table in which every cell is filled and every customer and day
//! stands once.

use std::path::Path;

use terms::Day;

use crate::cells::{iso_day, plain_number};
use crate::error::AnalystError;
use crate::header::{NamedColumns, find_by_name};
use crate::keys::{CustomerKeys, hash_of};
use crate::source::{Form, OpenText, open};

/// How many lines or customers a message names.
const MOST_NAMED: usize = 5;

/// How programs write that a number is not known.
const UNKNOWN: [&str; 5] = ["na", "n/a", "nan", "null", "none"];

/// A file of covariates.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) path: String,
    pub(crate) columns: Vec<Column>,
    /// The customers, and of each the rows by day; none where the file holds for everybody.
    customers: Option<(CustomerKeys, Vec<Vec<u32>>)>,
    /// Each row's day; none where nothing changes over time.
    pub(crate) days: Option<Vec<i32>>,
    /// All rows by day, where the file holds for everybody.
    all: Vec<u32>,
}

/// A column of covariates.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) cells: Cells,
}

/// What a column holds, row by row.
#[derive(Clone, Debug)]
pub(crate) enum Cells {
    Numbers(Vec<f64>),
    /// The names of the groups, and each row's.
    Groups(Vec<String>, Vec<u32>),
}

/// A column before it is known what it holds: its different texts, and each row's.
#[derive(Default)]
struct Texts {
    texts: CustomerKeys,
    of_row: Vec<u32>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.of_row.push(self.texts.number(bytes, hash_of(bytes)));
    }

    fn text(&self, number: u32) -> std::borrow::Cow<'_, str> {
        self.texts.key(number)
    }

    fn different(&self) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
        (0..self.texts.len() as u32).map(|number| self.text(number))
    }

    /// Each row's day, if every text is one.
    fn days(&self) -> Option<Vec<i32>> {
        let days: Option<Vec<i32>> = self.different().map(|text| day(&text)).collect();
        let days = days.filter(|days| !days.is_empty())?;
        Some(self.of_row.iter().map(|at| days[*at as usize]).collect())
    }
}

/// The day of `2026-03-31`, or of `31.3.2026`, which can mean nothing else.
fn day(text: &str) -> Option<i32> {
    iso_day(text.as_bytes()).or_else(|| {
        let parts: Vec<&str> = text.split('.').collect();
        let &[day, month, year] = &parts[..] else {
            return None;
        };
        iso_day(format!("{year:0>4}-{month:0>2}-{day:0>2}").as_bytes())
    })
}

/// The rows of a file, read.
struct Read {
    path: String,
    names: Vec<String>,
    texts: Vec<Texts>,
    lines: Vec<u64>,
    /// Whether numbers may be written with a decimal comma.
    with_comma: bool,
}

impl Table {
    /// Reads a file.
    pub(crate) fn read(path: &Path, asked: &NamedColumns) -> Result<Table, AnalystError> {
        let shown = path.display().to_string();
        let open = match open(path)? {
            Form::Text(open) => open,
            Form::Empty => return Err(AnalystError::Empty(shown)),
            Form::Parquet | Form::Other => {
                return Err(AnalystError::Unsuited {
                    path: shown,
                    why: "covariates are read from a CSV file in UTF-8 with the names of its \
                          columns in the first line; save it as one"
                        .into(),
                });
            }
        };
        let read = Read::rows(shown, open)?;
        if read.lines.is_empty() {
            return Err(AnalystError::Empty(read.path));
        }
        read.into_table(asked)
    }

    /// The rows from one day to another, of those that hold for everybody.
    pub(crate) fn rows_between(&self, from: i32, until: i32) -> &[u32] {
        let at = |day: i32| match &self.days {
            Some(days) => {
                let is_by = |row: &u32| days[*row as usize] <= day;
                self.all.partition_point(is_by)
            }
            None => self.all.len(),
        };
        // Before a step the one before it holds, before all the first.
        let start = at(from).saturating_sub(1);
        &self.all[start..at(until).max(start + 1)]
    }

    /// A refusal of the whole file.
    pub(crate) fn refused(&self, why: String) -> AnalystError {
        AnalystError::Unsuited {
            path: self.path.clone(),
            why,
        }
    }

    /// The rows of a customer by day; none where the file does not know the customer.
    pub(crate) fn rows_of(&self, customer: &str) -> Option<&[u32]> {
        match &self.customers {
            None => Some(&self.all),
            Some((keys, rows)) => keys.find(customer).map(|at| rows[at as usize].as_slice()),
        }
    }

    /// Whether it tells customers apart.
    pub(crate) fn is_by_customer(&self) -> bool {
        self.customers.is_some()
    }

    /// The first and the last day of the file; none where nothing changes over time.
    pub(crate) fn span(&self) -> Option<(i32, i32)> {
        let days = self.days.as_ref()?;
        Some((*days.iter().min()?, *days.iter().max()?))
    }
}

impl Read {
    fn rows(path: String, open: OpenText) -> Result<Read, AnalystError> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(open.delimiter)
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(open.rows);
        let mut texts: Vec<Texts> = open.names.iter().map(|_| Texts::default()).collect();
        let mut lines = Vec::new();
        let mut row = csv::StringRecord::new();
        loop {
            let line = open.first_line + reader.position().line() - 1;
            let wrong = |why: String| AnalystError::Row {
                path: path.clone(),
                line,
                why,
            };
            match reader.read_record(&mut row) {
                Ok(false) => break,
                Ok(true) if row.len() == texts.len() => {}
                Ok(true) => {
                    let (cells, columns) = (row.len(), texts.len());
                    return Err(wrong(format!("{cells} cells for {columns} columns")));
                }
                Err(error) => return Err(wrong(error.to_string())),
            }
            let line = row
                .position()
                .map_or(line, |own| open.first_line + own.line().saturating_sub(1));
            texts
                .iter_mut()
                .zip(&row)
                .for_each(|(own, cell)| own.push(cell));
            lines.push(line);
        }
        Ok(Read {
            path,
            names: open.names,
            texts,
            lines,
            with_comma: open.delimiter != b',',
        })
    }

    fn into_table(self, asked: &NamedColumns) -> Result<Table, AnalystError> {
        let by_day = |at: &usize| self.texts[*at].days().is_some();
        let named_day = find_by_name(&self.names, asked.day.as_deref(), "day");
        if let Some(at) = named_day.filter(|at| !by_day(at)) {
            self.refuse_words(at)?;
        }
        let named_day = named_day.filter(by_day);
        let customer = find_by_name(&self.names, asked.customer.as_deref(), "customer")
            .filter(|at| Some(*at) != named_day);
        let day = named_day.or_else(|| {
            let mut others = (0..self.names.len()).filter(|at| Some(*at) != customer);
            others.find(by_day)
        });
        let customer = customer.or_else(|| (day.is_none()).then_some(0));
        let rows = customer.map(|at| self.rows_by_customer(at)).transpose()?;
        let stands_once =
            |(_, rows): &(CustomerKeys, Vec<Vec<u32>>)| rows.iter().all(|own| own.len() == 1);
        // Where every customer stands once, nothing changes: a day found by its cells alone, such
        // as that of signing up, is a column like others.
        let is_fixed = rows.as_ref().is_some_and(stands_once);
        let place = day.filter(|at| !is_fixed || named_day == Some(*at));
        let columns = self.columns([customer, place])?;
        let days = day
            .filter(|_| !is_fixed)
            .and_then(|at| self.texts[at].days());
        let mut table = Table {
            path: self.path.clone(),
            columns,
            customers: rows,
            all: (0..self.lines.len() as u32).collect(),
            days,
        };
        self.put_in_order(&mut table)?;
        Ok(table)
    }

    /// Refuses a column called day or date whose cells are words, but no days as they are read here;
    /// numbers, as of a weekday, are a covariate.
    fn refuse_words(&self, at: usize) -> Result<(), AnalystError> {
        let texts = &self.texts[at];
        let is_odd = |text: &u32| {
            let text = texts.text(*text);
            day(&text).is_none() && plain_number(text.as_bytes()).is_none()
        };
        match texts.of_row.iter().position(is_odd) {
            None => Ok(()),
            Some(row) => Err(self.wrong(
                row as u32,
                format!(
                    "«{}» in «{name}» is no day such as 2026-03-31 or 31.3.2026; if «{name}» is \
                     no day at all, give it another name",
                    texts.text(texts.of_row[row]),
                    name = self.names[at]
                ),
            )),
        }
    }

    fn wrong(&self, row: u32, why: String) -> AnalystError {
        AnalystError::Row {
            path: self.path.clone(),
            line: self.lines[row as usize],
            why,
        }
    }

    fn rows_by_customer(&self, at: usize) -> Result<(CustomerKeys, Vec<Vec<u32>>), AnalystError> {
        let texts = &self.texts[at];
        let mut rows = vec![Vec::new(); texts.texts.len()];
        for (row, customer) in (0..).zip(&texts.of_row) {
            rows[*customer as usize].push(row);
        }
        if let Some(nobody) = texts.texts.find("") {
            let row = rows[nobody as usize][0];
            return Err(self.wrong(row, "the customer is missing".into()));
        }
        Ok((texts.texts.clone(), rows))
    }

    /// Sorts each customer's rows by day and refuses days, and without days customers, that stand
    /// there twice.
    fn put_in_order(&self, table: &mut Table) -> Result<(), AnalystError> {
        let days = table.days.clone();
        let order = |rows: &mut Vec<u32>, customer: &str| -> Result<(), AnalystError> {
            let day = |row: u32| days.as_ref().map(|days| days[row as usize]);
            rows.sort_by_key(|row| (day(*row), *row));
            let Some(pair) = rows.windows(2).find(|pair| day(pair[0]) == day(pair[1])) else {
                return Ok(());
            };
            let first = self.lines[pair[0] as usize];
            Err(self.wrong(
                pair[1],
                match day(pair[1]).map(Day::from_number) {
                    Some(day) if customer.is_empty() => format!(
                        "{day} stands in line {first}, too; if the rows are of single customers, \
                         name their column with --customer-column"
                    ),
                    Some(day) => {
                        format!("{day} of customer «{customer}» stands in line {first}, too")
                    }
                    None => format!("customer «{customer}» stands in line {first}, too"),
                },
            ))
        };
        match &mut table.customers {
            None => order(&mut table.all, ""),
            Some((keys, rows)) => (0..)
                .zip(rows)
                .try_for_each(|(number, rows)| order(rows, &keys.key(number))),
        }
    }

    /// The columns of covariates: all but those of customers and days.
    fn columns(&self, others: [Option<usize>; 2]) -> Result<Vec<Column>, AnalystError> {
        let covariates = (0..self.names.len()).filter(|at| !others.contains(&Some(*at)));
        let columns: Vec<Column> = covariates
            .map(|at| {
                Ok(Column {
                    name: self.names[at].clone(),
                    cells: self.cells(at)?,
                })
            })
            .collect::<Result<_, AnalystError>>()?;
        if columns.is_empty() {
            return Err(AnalystError::Unsuited {
                path: self.path.clone(),
                why: format!(
                    "it has no covariate, only {}; add a column with what is known",
                    self.names.join(" and ")
                ),
            });
        }
        Ok(columns)
    }

    /// Numbers if every text is one, groups if none is.
    fn cells(&self, at: usize) -> Result<Cells, AnalystError> {
        let texts = &self.texts[at];
        let number = |text: &str| {
            let comma = || plain_number(text.replacen(',', ".", 1).as_bytes());
            let number = plain_number(text.as_bytes());
            number.or_else(|| self.with_comma.then(comma).flatten())
        };
        let numbers: Vec<Option<f64>> = texts.different().map(|text| number(&text)).collect();
        let has_numbers = numbers.iter().any(Option::is_some);
        let is_unknown = |text: &str| {
            let small = text.to_lowercase();
            text.is_empty() || has_numbers && UNKNOWN.contains(&small.as_str())
        };
        let unknown: Vec<bool> = texts.different().map(|text| is_unknown(&text)).collect();
        let rows_with = |odd: &dyn Fn(usize) -> bool| -> Vec<u32> {
            let rows = (0..).zip(&texts.of_row);
            rows.filter(|(_, text)| odd(**text as usize))
                .map(|(row, _)| row)
                .collect()
        };
        let empty = rows_with(&|text| unknown[text]);
        if !empty.is_empty() {
            return Err(self.not_filled(at, &empty));
        }
        if !has_numbers && texts.days().is_some() {
            return Err(AnalystError::Unsuited {
                path: self.path.clone(),
                why: format!(
                    "«{}» holds days, which are neither numbers nor groups; write a number instead, \
                     such as the year, or leave the column out",
                    self.names[at]
                ),
            });
        }
        if !has_numbers {
            let groups = texts.different().map(std::borrow::Cow::into_owned);
            return Ok(Cells::Groups(groups.collect(), texts.of_row.clone()));
        }
        if let [row, ..] = rows_with(&|text| numbers[text].is_none())[..] {
            let text = texts.text(texts.of_row[row as usize]);
            return Err(self.wrong(
                row,
                format!(
                    "«{text}» in «{}» is no number, but other rows have numbers there; if they \
                     stand for groups, put a letter before each",
                    self.names[at]
                ),
            ));
        }
        let number = |text: &u32| numbers[*text as usize].unwrap_or_default();
        Ok(Cells::Numbers(texts.of_row.iter().map(number).collect()))
    }

    fn not_filled(&self, at: usize, rows: &[u32]) -> AnalystError {
        let lines = rows.iter().map(|row| self.lines[*row as usize].to_string());
        AnalystError::Unsuited {
            path: self.path.clone(),
            why: format!(
                "«{}» is empty in {}; fill it in, for groups with a name such as unknown, or leave \
                 the column out",
                self.names[at],
                some_of(lines.collect(), "line")
            ),
        }
    }
}

/// Some of many things by name: `7 lines (2, 3, 5, 8, 9 and others)`.
pub(crate) fn some_of(names: Vec<String>, one: &str) -> String {
    let count = names.len();
    let plural = if count == 1 { "" } else { "s" };
    let others = if count > MOST_NAMED {
        " and others"
    } else {
        ""
    };
    let named = names[..count.min(MOST_NAMED)].join(", ");
    format!("{count} {one}{plural} ({named}{others})")
}
