//! What is known of customers beside their orders, and of days: segment, channel, price, season.
//!
//! Enters: one or more CSV files. Leaves: a Pareto/NBD whose rates depend on them.

mod cells;
mod coding;
mod fitting;
mod known;
mod overlap;

use std::path::PathBuf;

use crate::error::AnalystError;
use crate::header::NamedColumns;
use cells::Table;

pub use coding::Code;
pub(crate) use known::Known;

/// The covariates of customers, of days, or of customers on days.
#[derive(Clone, Debug)]
pub struct Covariates {
    tables: Vec<Table>,
}

impl Covariates {
    /// Reads files of covariates. A column with the day makes them change over time; without a
    /// column of customers they hold for everybody. Both columns are found by their usual names, by
    /// what they hold, or by the names given for the order log.
    ///
    /// # Errors
    /// When a file cannot be read, a cell is empty, or a column mixes numbers and words.
    pub fn read(paths: &[PathBuf], asked: &NamedColumns) -> Result<Covariates, AnalystError> {
        let tables: Result<Vec<Table>, _> =
            paths.iter().map(|path| Table::read(path, asked)).collect();
        let tables = tables?;
        let mut seen: Vec<&str> = Vec::new();
        for table in &tables {
            for column in &table.columns {
                if seen.contains(&column.name.as_str()) {
                    return Err(table.refused(format!(
                        "«{}» is the name of two columns; rename one of them",
                        column.name
                    )));
                }
                seen.push(&column.name);
            }
        }
        Ok(Covariates { tables })
    }

    /// The names of the columns, file by file.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let columns = self.tables.iter().flat_map(|table| &table.columns);
        columns.map(|column| column.name.as_str()).collect()
    }

    /// What the files are called, for messages.
    fn path(&self) -> String {
        let paths: Vec<&str> = self.tables.iter().map(|own| own.path.as_str()).collect();
        paths.join(" and ")
    }

    /// Whether any of them changes over time.
    pub(crate) fn change(&self) -> bool {
        self.tables.iter().any(|table| table.days.is_some())
    }
}
