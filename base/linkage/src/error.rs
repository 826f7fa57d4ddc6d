//! What can go wrong in linking, in words for the person who asked.

use thiserror::Error;

/// Why records could not be linked.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LinkageError {
    /// Roles and columns do not fit together.
    #[error("the table has {columns} columns but {roles} roles were given: give one role a column")]
    Roles {
        /// Columns of the table.
        columns: usize,
        /// Roles given.
        roles: usize,
    },
    /// Nothing to compare.
    #[error("no column of the table tells people or firms apart: name at least one that does")]
    NothingToCompare,
    /// The kept model belongs to other columns or to an older program.
    #[error(
        "the kept model was learned from other columns or by an older program: learn it again from these records"
    )]
    OtherModel,
    /// More rows than row numbers.
    #[error("the table has more than four thousand million rows: link it in parts")]
    TooMany,
}
