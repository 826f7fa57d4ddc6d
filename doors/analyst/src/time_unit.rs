//! The unit in which times stand in files, and what it means for the parameters of each model.

use clv::DAYS_PER_WEEK;
use serde::{Deserialize, Serialize};

use crate::model_name::ModelName;

/// The unit in which times stand in files: ages in tables, parameters of models.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeUnit {
    /// Days.
    Day,
    /// Weeks, as in the papers.
    #[default]
    Week,
}

impl TimeUnit {
    /// How many of it a week has; the models count in weeks.
    #[must_use]
    pub fn per_week(self) -> f64 {
        match self {
            TimeUnit::Day => DAYS_PER_WEEK,
            TimeUnit::Week => 1.0,
        }
    }

    /// By what a parameter in weeks is multiplied to stand in this unit: α and the β of leaving
    /// are times, the b of the Gompertz hazard and the pace of the simple rule are rates.
    #[must_use]
    pub(crate) fn factor(self, model: ModelName, parameter: &str) -> f64 {
        let week = self.per_week();
        match (model, parameter) {
            (_, "alpha") => week,
            (ModelName::ParetoNbd | ModelName::ParetoNbdCorrelated, "beta") => week,
            (ModelName::GGompertzNbd, "b") | (_, "base_pace") => 1.0 / week,
            _ => 1.0,
        }
    }
}

impl std::str::FromStr for TimeUnit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "day" | "days" => Ok(TimeUnit::Day),
            "week" | "weeks" => Ok(TimeUnit::Week),
            other => Err(format!("«{other}» is no unit of time; give day or week")),
        }
    }
}
