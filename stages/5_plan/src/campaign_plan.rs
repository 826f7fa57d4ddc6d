//! The eight fields of a campaign plan, in and out of a file.

use serde::{Deserialize, Serialize};

use crate::StrategyError;
use crate::place::toml_problem;

/// The written plan of a campaign: why it is made, for whom, what it should bring and cost.
///
/// In a strategy the fields are texts with places for figures; in a campaign the figures are in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CampaignPlan {
    /// Who it is for.
    pub target_customer: String,
    /// What is wrong, or what could be won.
    pub problem: String,
    /// What is done about it, in a sentence or two.
    pub solution: String,
    /// What is to be reached, in figures and by when.
    pub goal: String,
    /// Who and what is needed.
    pub resources: String,
    /// What it may cost.
    pub budget: String,
    /// When it starts and ends.
    pub timing: String,
    /// What has to be done next, and by whom.
    pub next_steps: String,
}

/// A filled-in plan to learn from: small customers of a distributor, +15 % in nine months.
const EXAMPLE: &str = include_str!("../plans/grow_small_customers.toml");

impl CampaignPlan {
    /// The eight fields in reading order: code, what a person reads, text.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &'static str, &str); 8] {
        [
            ("target_customer", "Target customer", &self.target_customer),
            ("problem", "Problem or opportunity", &self.problem),
            ("solution", "Solution synopsis", &self.solution),
            ("goal", "Goal", &self.goal),
            ("resources", "Resources required", &self.resources),
            ("budget", "Budget", &self.budget),
            ("timing", "Timing", &self.timing),
            ("next_steps", "Next steps", &self.next_steps),
        ]
    }

    /// The plan with each of its texts replaced by what `change` makes of it.
    #[must_use]
    pub fn map(&self, change: impl Fn(&str) -> String) -> CampaignPlan {
        CampaignPlan {
            target_customer: change(&self.target_customer),
            problem: change(&self.problem),
            solution: change(&self.solution),
            goal: change(&self.goal),
            resources: change(&self.resources),
            budget: change(&self.budget),
            timing: change(&self.timing),
            next_steps: change(&self.next_steps),
        }
    }

    /// Reads a plan from the text of a TOML file.
    ///
    /// # Errors
    /// Names the line and the field that is missing, unknown or not a text.
    pub fn from_toml(file: &str, text: &str) -> Result<CampaignPlan, StrategyError> {
        toml::from_str(text).map_err(|error| toml_problem(file, text, &error))
    }

    /// The plan as the text of a TOML file that reads back the same.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        for (code, _, value) in self.fields() {
            text.push_str(&format!(
                "{code} = {}\n",
                toml::Value::String(value.to_owned())
            ));
        }
        text
    }

    /// The plan that ships as an example.
    ///
    /// # Errors
    /// Never in a released program: a test reads the embedded file.
    pub fn example() -> Result<CampaignPlan, StrategyError> {
        CampaignPlan::from_toml("grow_small_customers.toml", EXAMPLE)
    }
}
