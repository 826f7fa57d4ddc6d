//! What a person asked for and cannot have, told apart so that doors can answer each in its way.

/// Why something asked for was not done.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such thing.
    #[error("{0}")]
    NotFound(String),
    /// Something has to be set first.
    #[error("{0}")]
    SetUp(String),
    /// The request itself makes no sense.
    #[error("{0}")]
    Usage(String),
}
