//! What a person chooses before pressing the button; kept with the turn.

use serde::{Deserialize, Serialize};
use terms::ValueSegment;

/// What a person chose before pressing the button.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// Only these value segments; the suggested ones when not set.
    pub cells: Option<Vec<ValueSegment>>,
    /// Most that the touches may cost, in minor units; the configured budget when not set.
    pub budget_minor: Option<i64>,
    /// The deliberate second step to a campaign larger than a tenth of the base or 500 accounts.
    pub allow_large: bool,
    /// Plan once more although this day was pressed before.
    pub again: bool,
    /// Leave nobody alone; the result then cannot say what would have happened anyway.
    pub no_control: bool,
}
