//! A summary table, one row a customer: x, t_x, T and mean spend, as the packages exchange it.
//!
//! Enters: rows with the places of their columns. Leaves: checked histories and spends.

use std::io::Read;

use clv::{History, Spend, Summary};

use crate::TimeUnit;
use crate::error::AnalystError;
use crate::keys::{CustomerKeys, hash_of};
use crate::source::OpenText;

/// Where the columns stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TablePlaces {
    pub(crate) customer: Option<usize>,
    pub(crate) x: usize,
    pub(crate) t_x: usize,
    pub(crate) t_obs: usize,
    pub(crate) zbar: Option<usize>,
}

/// One row as it stands: the key, where there is one, then x, t_x, T, and the mean spend if known.
pub(crate) struct TableRow<'a> {
    pub(crate) key: Option<&'a str>,
    pub(crate) ages: [f64; 3],
    pub(crate) mean: Option<f64>,
}

/// A summary table growing row by row; a customer who stands there twice is refused.
pub(crate) struct Table {
    path: String,
    unit: TimeUnit,
    keys: CustomerKeys,
    summary: Summary,
}

impl Table {
    pub(crate) fn new(path: &str, unit: TimeUnit) -> Table {
        Table {
            path: path.to_owned(),
            unit,
            keys: CustomerKeys::default(),
            summary: Summary::default(),
        }
    }

    /// What is wrong in a line.
    pub(crate) fn wrong(&self, line: u64, why: String) -> AnalystError {
        AnalystError::Row {
            path: self.path.clone(),
            line,
            why,
        }
    }

    /// Checks a row and takes it in.
    pub(crate) fn add(&mut self, line: u64, row: &TableRow<'_>) -> Result<(), AnalystError> {
        let position = self.summary.customers.len();
        let key = match row.key {
            Some(key) => key.to_owned(),
            None => (position + 1).to_string(),
        };
        if self.keys.number(key.as_bytes(), hash_of(key.as_bytes())) as usize != position {
            return Err(self.wrong(line, format!("customer «{key}» stands there twice")));
        }
        let (history, spend) = check_row(row, self.unit).map_err(|why| self.wrong(line, why))?;
        let summary = &mut self.summary;
        summary.customers.push(position as u32);
        summary.histories.push(history);
        summary.repeat_spends.push(spend);
        summary.all_spends.push(spend);
        summary.ln_gap_sums.push(0.0);
        summary.first_days.push(0);
        Ok(())
    }

    pub(crate) fn finish(mut self) -> (CustomerKeys, Summary) {
        self.keys.seal();
        (self.keys, self.summary)
    }
}

fn check_row(row: &TableRow<'_>, unit: TimeUnit) -> Result<(History, Spend), String> {
    let [x, t_x, t_obs] = row.ages;
    if !(x >= 0.0 && x.fract() == 0.0 && x <= f64::from(u32::MAX)) {
        return Err(format!("x is {x}, which is no count"));
    }
    let weeks = |time: f64| time / unit.per_week();
    let history = History::new(x as u32, weeks(t_x), weeks(t_obs));
    let history = history.map_err(|error| error.to_string())?;
    let spend = match row.mean {
        Some(mean) => Spend::new(x as u32, mean).map_err(|error| error.to_string())?,
        None => Spend::unknown(),
    };
    Ok((history, spend))
}

/// Reads a summary table from text.
pub(crate) fn read_table(
    path: &str,
    open: OpenText,
    places: TablePlaces,
    unit: TimeUnit,
) -> Result<(CustomerKeys, Summary), AnalystError> {
    let OpenText {
        delimiter,
        first_line,
        rows,
        ..
    } = open;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(rows as Box<dyn Read>);
    let mut table = Table::new(path, unit);
    let mut record = csv::StringRecord::new();
    loop {
        let line = first_line + reader.position().line() - 1;
        match reader.read_record(&mut record) {
            Err(error) => return Err(table.wrong(line, error.to_string())),
            Ok(false) => return Ok(table.finish()),
            Ok(true) => {}
        }
        let number = |at: usize, name: &str| {
            let cell = record.get(at).unwrap_or_default();
            number_in(cell, delimiter)
                .ok_or_else(|| table.wrong(line, format!("{name} is «{cell}», which is no number")))
        };
        let is_filled = |at: &usize| record.get(*at).is_some_and(|cell| !cell.is_empty());
        let mean = places.zbar.filter(is_filled);
        let row = TableRow {
            key: places.customer.map(|at| record.get(at).unwrap_or_default()),
            ages: [
                number(places.x, "x")?,
                number(places.t_x, "t_x")?,
                number(places.t_obs, "T")?,
            ],
            mean: mean.map(|at| number(at, "zbar")).transpose()?,
        };
        table.add(line, &row)?;
    }
}

/// The number of a cell; where semicolons part the cells, its point may be a comma.
fn number_in(cell: &str, delimiter: u8) -> Option<f64> {
    let number = match delimiter {
        b';' => cell.replace(',', ".").parse(),
        _ => cell.parse(),
    };
    number.ok().filter(|number: &f64| number.is_finite())
}
