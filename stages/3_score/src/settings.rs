//! What the owner may set about scoring, kept as one setting.

use serde::{Deserialize, Serialize};
use store::Store;

use crate::ScoreError;
use crate::log::serving::ServeRates;
use crate::past::best::BestBy;
use crate::schedule::ScoreEvery;

/// The key it is kept under.
const KEY: &str = "score";

/// What the owner may set about scoring.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScoreSettings {
    /// What makes a customer one of the best.
    pub best_by: BestBy,
    /// The share of customers that count as best, above 0 and up to 1.
    pub best_share: f64,
    /// Columns and rows of the grid of value segments: 3, 4 or 5.
    pub grid_size: u8,
    /// What serving customers costs.
    pub rates: ServeRates,
    /// A year's revenue from which a customer is medium; found from the base where not set.
    pub medium_from_minor: Option<i64>,
    /// A year's revenue from which a customer is large; found from the base where not set.
    pub large_from_minor: Option<i64>,
    /// How often everybody is scored anew while the program runs.
    pub every: ScoreEvery,
}

impl Default for ScoreSettings {
    /// The best fifth by contribution ever, 25 segments, every week.
    fn default() -> Self {
        Self {
            best_by: BestBy::EverContribution,
            best_share: 0.20,
            grid_size: 5,
            rates: ServeRates::default(),
            medium_from_minor: None,
            large_from_minor: None,
            every: ScoreEvery::Weekly,
        }
    }
}

impl ScoreSettings {
    /// Refuses what cannot be meant.
    pub(crate) fn check(&self) -> Result<(), ScoreError> {
        let rates = [
            self.rates.minute_minor,
            self.rates.call_minutes,
            self.rates.visit_minutes,
            self.rates.support_minutes,
            self.rates.return_minor as f64,
        ];
        let wrong = if !(self.best_share > 0.0 && self.best_share <= 1.0) {
            "the share of best customers must be above 0 and at most 100 %"
        } else if !(3..=5).contains(&self.grid_size) {
            "the grid can have 3, 4 or 5 rows"
        } else if rates.iter().any(|rate| !rate.is_finite() || *rate < 0.0) {
            "what serving costs must be 0 or more"
        } else if self.bounds_are_crossed() {
            "a large customer must begin above a medium one, and both above 0"
        } else {
            return Ok(());
        };
        Err(ScoreError::Settings(wrong))
    }

    fn bounds_are_crossed(&self) -> bool {
        let positive = |bound: Option<i64>| bound.is_none_or(|bound| bound > 0);
        let crossed = self
            .medium_from_minor
            .zip(self.large_from_minor)
            .is_some_and(|(medium, large)| medium >= large);
        crossed || !positive(self.medium_from_minor) || !positive(self.large_from_minor)
    }
}

/// What the owner has set; the usual where nothing was.
///
/// # Errors
/// When the database refuses or the setting is not what this program wrote.
pub fn read_settings(store: &Store) -> Result<ScoreSettings, ScoreError> {
    Ok(store.setting(KEY)?.unwrap_or_default())
}

/// Keeps what the owner sets; the next run goes by it.
///
/// # Errors
/// When something cannot be meant, or the database refuses.
pub fn write_settings(store: &Store, settings: &ScoreSettings) -> Result<(), ScoreError> {
    settings.check()?;
    Ok(store.set_setting(KEY, settings)?)
}

#[cfg(test)]
mod tests {
    use super::ScoreSettings;

    #[test]
    fn settings_that_cannot_be_meant_are_refused() {
        let usual = ScoreSettings::default();
        assert!(usual.check().is_ok());
        for wrong in [
            ScoreSettings {
                best_share: 0.0,
                ..usual
            },
            ScoreSettings {
                best_share: f64::NAN,
                ..usual
            },
            ScoreSettings {
                grid_size: 6,
                ..usual
            },
            ScoreSettings {
                medium_from_minor: Some(0),
                ..usual
            },
            ScoreSettings {
                medium_from_minor: Some(9),
                large_from_minor: Some(9),
                ..usual
            },
        ] {
            assert!(wrong.check().is_err(), "{wrong:?}");
        }
    }
}
