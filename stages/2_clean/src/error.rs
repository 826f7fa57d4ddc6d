//! What can go wrong while cleaning.

use store::StoreError;

/// Why the customer base could not be cleaned or corrected.
#[derive(Debug, thiserror::Error)]
pub enum CleanError {
    /// The database refused, or the work was stopped.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such account.
    #[error("there is no account {0}; look it up in the customer list")]
    NoSuchAccount(i64),
    /// There is no such step.
    #[error("there is no step {0}; the history of an account lists its steps")]
    NoSuchStep(i64),
    /// There is no such field.
    #[error(
        "«{0}» cannot be corrected; fields are name, number, industry, country, tag, title, first_name, last_name, role, email, phone and post"
    )]
    NoSuchField(String),
    /// The person does not belong to the account.
    #[error("account {1} has no person {0}; its page lists the people")]
    NoSuchPerson(i64, i64),
    /// An address that is none.
    #[error("«{1}» is no {0} that could be used; write it in full")]
    NoAddress(String, String),
    /// An account cannot be merged with itself.
    #[error("account {0} cannot be merged with itself; name two accounts")]
    SameAccount(i64),
    /// Somebody said that the two are not the same.
    #[error(
        "somebody said that accounts {0} and {1} are not the same; take that back in their history first"
    )]
    SaidApart(i64, i64),
    /// The row belongs to another account.
    #[error("account {0} does not hold row {2} of file {1}; its page lists the rows")]
    NotItsRow(i64, i64, i64),
    /// Nothing to split off, or nothing would stay.
    #[error("account {0} needs at least one row on either side; choose some of its rows, not all")]
    NothingToSplit(i64),
    /// The account is not proposed for archiving.
    #[error(
        "account {0} is not proposed for archiving; only accounts that neither mail nor post reaches are"
    )]
    NotProposed(i64),
    /// The time for bringing an account back is over.
    #[error("the thirty days for bringing account {0} back are over; its contact data is deleted")]
    TooLate(i64),
    /// A letter that was never sent.
    #[error("there is no letter {0}; type the number at the foot of the letter, such as L-000123")]
    NoSuchLetter(String),
    /// A file that cannot be read.
    #[error("{0} cannot be read: {1}")]
    File(String, String),
    /// Accounts could not be compared.
    #[error("customers could not be compared: {0}")]
    Linkage(String),
    /// A workbook that is not one of ours.
    #[error("this workbook cannot be taken back in: {0}")]
    Workbook(String),
}

impl From<rusqlite::Error> for CleanError {
    fn from(error: rusqlite::Error) -> Self {
        CleanError::Store(error.into())
    }
}
