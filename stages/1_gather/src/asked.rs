//! What only the owner can tell: doubtful columns enter, remembered answers leave.

pub(crate) mod answers;
pub(crate) mod ask;
pub(crate) mod waiting;
