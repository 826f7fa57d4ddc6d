//! The two families of segments an account is in exactly one of at a time.

use serde::Serialize;

/// A family of segments that exclude each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// The 25 value segments; customers only.
    Cell,
    /// The lifecycle stages; every account.
    Stage,
}

impl Family {
    /// The code this is stored under; codes sort like the variants.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Family::Cell => "cell",
            Family::Stage => "stage",
        }
    }

    /// The family of a stored code; the table's CHECK allows no third.
    pub(crate) fn from_code(code: &str) -> Family {
        if code == Family::Cell.code() {
            Family::Cell
        } else {
            Family::Stage
        }
    }
}
