//! A summary table, one row a customer: x, t_x, T and mean spend, as the packages exchange it.
//!
//! Enters: rows of text with the places of their columns. Leaves: checked histories and spends.

use std::io::Read;

use clv::{DAYS_PER_WEEK, History, Spend, Summary};

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

/// Reads a summary table; a customer who stands there twice is refused.
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
    let (mut keys, mut summary) = (CustomerKeys::default(), Summary::default());
    let mut row = csv::StringRecord::new();
    loop {
        let line = first_line + reader.position().line() - 1;
        let wrong = |why: String| AnalystError::Row {
            path: path.to_owned(),
            line,
            why,
        };
        if !reader
            .read_record(&mut row)
            .map_err(|error| wrong(error.to_string()))?
        {
            break;
        }
        let position = summary.customers.len();
        let key = match places.customer {
            Some(at) => row.get(at).unwrap_or_default().to_owned(),
            None => (position + 1).to_string(),
        };
        if keys.number(key.as_bytes(), hash_of(key.as_bytes())) as usize != position {
            return Err(wrong(format!("customer «{key}» stands there twice")));
        }
        let (history, spend) = read_row(&row, places, unit).map_err(wrong)?;
        summary.customers.push(position as u32);
        summary.histories.push(history);
        summary.repeat_spends.push(spend);
        summary.all_spends.push(spend);
        summary.ln_gap_sums.push(0.0);
        summary.first_days.push(0);
    }
    keys.seal();
    Ok((keys, summary))
}

fn read_row(
    row: &csv::StringRecord,
    places: TablePlaces,
    unit: TimeUnit,
) -> Result<(History, Spend), String> {
    let number = |at: usize, name: &str| -> Result<f64, String> {
        let cell = row.get(at).unwrap_or_default();
        cell.parse()
            .map_err(|_| format!("{name} is «{cell}», which is no number"))
    };
    let x = number(places.x, "x")?;
    if x < 0.0 || x.fract() != 0.0 || x > f64::from(u32::MAX) {
        return Err(format!("x is {x}, which is no count"));
    }
    let weeks = |time: f64| match unit {
        TimeUnit::Week => time,
        TimeUnit::Day => time / DAYS_PER_WEEK,
    };
    let t_x = weeks(number(places.t_x, "t_x")?);
    let t_obs = weeks(number(places.t_obs, "T")?);
    let history = History::new(x as u32, t_x, t_obs).map_err(|error| error.to_string())?;
    let mean = match places.zbar {
        Some(at) if row.get(at).is_some_and(|cell| !cell.is_empty()) => number(at, "zbar")?,
        _ => return Ok((history, Spend::unknown())),
    };
    let spend = Spend::new(x as u32, mean).map_err(|error| error.to_string())?;
    Ok((history, spend))
}
