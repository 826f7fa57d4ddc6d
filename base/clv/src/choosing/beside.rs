//! How a forecast that is no candidate would have done, beside those that are.
//!
//! Enters: a choice with its origins, the log, the forecast. Leaves: its trials there.

use crate::choosing::backtest::expected_spends;
use crate::choosing::behaviour::View;
use crate::choosing::choice::Choice;
use crate::choosing::origin::Origin;
use crate::choosing::trial::Trial;
use crate::summary::{Purchase, Summary, SummaryError, summarise};

impl Choice {
    /// Judges another forecast at the origins of this choice, on the customers and in the measures
    /// of its own trials: one that needs to know more than the log, such as covariates. `expect`
    /// gets what was known at an origin and its day, and gives the orders to expect of each
    /// customer in the [`window_days`](Self::window_days) after; an origin at which it gives none
    /// is left out.
    ///
    /// # Errors
    /// [`SummaryError`] for an unsorted or unreadable log.
    pub fn judge_beside(
        &self,
        log: &[Purchase],
        expect: impl Fn(&Summary, i32) -> Option<Vec<f64>>,
    ) -> Result<Vec<Trial<()>>, SummaryError> {
        let first_day = log.iter().map(|one| one.day).min().unwrap_or(0);
        let mut trials = Vec::new();
        for chosen in &self.chosen {
            let known = summarise(log.iter().copied(), chosen.origin)?;
            let Some(all) = expect(&known, chosen.origin) else {
                continue;
            };
            let view = View {
                first_day,
                as_of: chosen.origin,
                window_days: self.window_days,
            };
            let origin = Origin::look(log, view, 0)?;
            let judged = origin.customers.iter();
            let place = |customer| known.customers.binary_search(customer).ok();
            let expected: Vec<f64> = judged.filter_map(place).map(|at| all[at]).collect();
            let per_order = expected_spends(&origin.spends);
            let trial = Trial::judge((), &origin, &expected, &per_order, None);
            trials.push(Trial {
                mature: chosen.mature,
                ..trial
            });
        }
        Ok(trials)
    }
}
