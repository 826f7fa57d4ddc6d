//! Why a file cannot be analysed: what happened, to what, what to do.

use std::path::PathBuf;

use clv::{CovariateError, DiscountError, FEWEST_REPEATERS, FitError, SummaryError};

/// Why a file cannot be analysed.
#[derive(Debug, thiserror::Error)]
pub enum AnalystError {
    /// The file could not be opened, read or written.
    #[error("{path} cannot be used: {why}; check that it is there and may be read or written")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        why: std::io::Error,
    },
    /// There is nothing in the file.
    #[error("{0} holds no row; export it again, with the column names in the first line")]
    Empty(String),
    /// No row of the file tells an order.
    #[error(
        "{path} tells no order: {why}; name the columns with --customer-column, --date-column and --amount-column, with days such as 2026-03-31"
    )]
    NoOrder {
        /// The file.
        path: String,
        /// Why its rows were left out.
        why: String,
    },
    /// A column that is needed was not found.
    #[error(
        "{path} has no column for the {what}: its columns are {columns}; name it with {option}"
    )]
    NoColumn {
        /// The file.
        path: String,
        /// What the column should hold.
        what: &'static str,
        /// The columns there are.
        columns: String,
        /// The option that names it.
        option: &'static str,
    },
    /// A column that was asked for by name is not there.
    #[error("{path} has no column «{asked}»; its columns are {columns}")]
    NoSuchColumn {
        /// The file.
        path: String,
        /// The name as given.
        asked: String,
        /// The columns there are.
        columns: String,
    },
    /// A column of a Parquet file has a type that makes no sense there.
    #[error(
        "column «{column}» of {path} is stored as {kind}, which is no {what}; convert it first"
    )]
    ColumnType {
        /// The file.
        path: String,
        /// The column.
        column: String,
        /// Its type.
        kind: String,
        /// What it should hold.
        what: &'static str,
    },
    /// A file in some form that could not be read.
    #[error("{path} cannot be read: {why}")]
    Form {
        /// The file.
        path: String,
        /// What is wrong with it and what to do.
        why: String,
    },
    /// Another reader could not read the file.
    #[error("{0}")]
    Reader(String),
    /// A row of a summary table is no history.
    #[error("line {line} of {path}: {why}; correct it or leave the row out")]
    Row {
        /// The file.
        path: String,
        /// The line, the first is 1.
        line: u64,
        /// What is wrong.
        why: String,
    },
    /// Nobody had ordered by the day asked for.
    #[error(
        "nobody had ordered by {until}: the first order of {path} is of {first}; give a later --until"
    )]
    NobodyYet {
        /// The file.
        path: String,
        /// The day asked for.
        until: String,
        /// The first day of the file.
        first: String,
    },
    /// What was asked for needs every order, not a summary.
    #[error(
        "{path} is a summary table; {what} needs the single orders: give the order log instead"
    )]
    NeedsLog {
        /// The file.
        path: String,
        /// What was asked for.
        what: &'static str,
    },
    /// There is too little to compare models by.
    #[error(
        "the past in {path} is too short to compare models on: that takes two earlier days by which {FEWEST_REPEATERS} customers had ordered again; `clv fit` still picks a model"
    )]
    TooShort {
        /// The file.
        path: String,
    },
    /// A customer who was asked for is not there.
    #[error("{path} has no customer «{customer}» by then; write the key as it stands in the file")]
    NoSuchCustomer {
        /// The file.
        path: String,
        /// As given.
        customer: String,
    },
    /// A file of covariates that does not suit.
    #[error("{path}: {why}")]
    Unsuited {
        /// The file, or all of them.
        path: String,
        /// What is wrong and what to do.
        why: String,
    },
    /// Covariates with a model that knows none.
    #[error("covariates belong to pareto_nbd; leave out --model {asked}, or --covariates")]
    CovariatesElsewhere {
        /// The model asked for.
        asked: &'static str,
    },
    /// A model that is not known.
    #[error("there is no model «{asked}»; choose one of {known}")]
    NoSuchModel {
        /// As given.
        asked: String,
        /// All that there are.
        known: String,
    },
    /// The parameters of a file make no model.
    #[error("{path} holds no fitted model: {why}; make it with `regulars clv fit FILE --json`")]
    Parameters {
        /// The file.
        path: String,
        /// What is wrong.
        why: String,
    },
    /// The base cannot be fitted.
    #[error("the {model} cannot be fitted: {why}")]
    Fit {
        /// The model.
        model: String,
        /// Why.
        why: FitError,
    },
    /// The horizon or the discount cannot be used.
    #[error(transparent)]
    Discount(#[from] DiscountError),
    /// The order log cannot be summarised.
    #[error(transparent)]
    Summary(#[from] SummaryError),
    /// The covariates cannot be used.
    #[error("{path}: {why}")]
    Covariates {
        /// Their file.
        path: String,
        /// What is wrong.
        why: CovariateError,
    },
    /// A chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] chart::ChartError),
}

impl AnalystError {
    pub(crate) fn file(path: &std::path::Path) -> impl Fn(std::io::Error) -> AnalystError + '_ {
        move |why| AnalystError::File {
            path: path.to_owned(),
            why,
        }
    }
}
