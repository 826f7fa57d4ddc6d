//! Why a result could not be computed.

/// Why a result could not be computed or kept.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// The database refused.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The database refused a statement.
    #[error("the results could not be read or kept: {0}")]
    Engine(#[from] store::rusqlite::Error),
    /// What was measured cannot be brought together.
    #[error("the results cannot be brought together: {0}")]
    Learning(#[from] experiment::Error),
    /// A stored result is not what this program wrote.
    #[error("a stored result cannot be read: {0}; measure again to replace it")]
    Damaged(#[from] serde_json::Error),
}
