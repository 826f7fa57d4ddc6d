//! Any file an analyst has: what it is, and its customers.
//!
//! Enters: a path. Leaves: an order log or a summary table.

use std::path::{Path, PathBuf};

use clv::Summary;

use crate::TimeUnit;
use crate::error::AnalystError;
use crate::header::{NamedColumns, Shape, find_shape};
use crate::keys::CustomerKeys;
use crate::order_log::OrderLog;
use crate::parquet_log::read_parquet;
use crate::scan::{AmountPlace, Places, ScanStop, scan};
use crate::source::{Form, OpenText, open};
use crate::table::{TablePlaces, read_table};

/// A file, and how to read it.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The file; `-` is standard input.
    pub path: PathBuf,
    /// Columns that the person named.
    pub columns: NamedColumns,
    /// The unit of t_x and T in a summary table; weeks where nothing is said.
    pub time_unit: Option<TimeUnit>,
    /// Reads what is no plain UTF-8 CSV, if there is anybody who can.
    pub reader_of_others: Option<ReadOthers>,
}

/// Reads the orders of a file in any other form.
pub type ReadOthers = fn(&Path, &NamedColumns) -> Result<OrderLog, AnalystError>;

/// What a file holds.
#[derive(Debug)]
pub enum Content {
    /// Single orders.
    Log(OrderLog),
    /// One row a customer.
    Table(CustomerKeys, Summary),
}

impl Input {
    /// The name by which messages call the file.
    #[must_use]
    pub fn name(&self) -> String {
        match self.path.to_str() {
            Some("-") => "standard input".to_owned(),
            _ => self.path.display().to_string(),
        }
    }

    /// Reads the file.
    ///
    /// # Errors
    /// When it cannot be read, or holds neither orders nor a summary.
    pub fn read(&self) -> Result<Content, AnalystError> {
        match open(&self.path)? {
            Form::Empty => Err(AnalystError::Empty(self.name())),
            Form::Parquet if self.path.to_str() == Some("-") => Err(AnalystError::Form {
                path: self.name(),
                why: "Parquet is read from files only; give the file's name".into(),
            }),
            Form::Parquet => read_parquet(&self.path, &self.columns, self.unit()),
            Form::Other => self.read_otherwise(
                "it is no UTF-8 text with a line for each order",
                &self.columns,
            ),
            Form::Text(open) => self.read_text(open),
        }
    }

    fn unit(&self) -> TimeUnit {
        self.time_unit.unwrap_or_default()
    }

    fn read_text(&self, open: OpenText) -> Result<Content, AnalystError> {
        let shape = find_shape(&self.name(), &open.names, &self.columns)?;
        match shape {
            Shape::Table {
                customer,
                x,
                t_x,
                t_obs,
                zbar,
            } => {
                let places = TablePlaces {
                    customer,
                    x,
                    t_x,
                    t_obs,
                    zbar,
                };
                let (keys, summary) = read_table(&self.name(), open, places, self.unit())?;
                Ok(Content::Table(keys, summary))
            }
            Shape::Log {
                customer,
                day,
                amount,
            } => {
                let places = Places {
                    delimiter: open.delimiter,
                    customer,
                    day,
                    amount,
                };
                match scan(open.rows, places, open.first_line) {
                    Ok(mut log) => {
                        log.note_missing_amounts(amount);
                        Ok(Content::Log(log))
                    }
                    Err(ScanStop::Io(error)) => Err(AnalystError::file(&self.path)(error)),
                    Err(ScanStop::NotPlain) => {
                        // What each column is was found; how it is written others know.
                        let name = |at: usize| match open.first_line {
                            // The names are made up; others know the places.
                            1 => Some((at + 1).to_string()),
                            _ => Some(open.names[at].clone()),
                        };
                        // What was asked for stays as it was asked: two columns may share a name.
                        let asked = &self.columns;
                        let found = NamedColumns {
                            customer: asked.customer.clone().or_else(|| name(customer)),
                            day: asked.day.clone().or_else(|| name(day)),
                            amount: asked.amount.clone().or_else(|| match amount {
                                AmountPlace::Column(at) => name(at),
                                _ => None,
                            }),
                        };
                        self.read_otherwise(
                            "most of its days or amounts are not written as 2026-03-31 and 12.50",
                            &found,
                        )
                    }
                }
            }
        }
    }

    fn read_otherwise(&self, why: &str, columns: &NamedColumns) -> Result<Content, AnalystError> {
        match self.reader_of_others {
            Some(read) if self.path.to_str() != Some("-") => {
                read(&self.path, columns).map(Content::Log)
            }
            _ => Err(AnalystError::Form {
                path: self.name(),
                why: format!("{why}; save it as a UTF-8 CSV file and give the file's name"),
            }),
        }
    }
}
