//! How far a fit may go, and which bases cannot be fitted at all.
//!
//! Enters: a base. Leaves: bounds of the parameters, or the typed reason why there are none.

use crate::fit::fitted::FitError;
use crate::folded::FoldedHistories;

/// Above this gamma or beta parameter the customers differ by about three percent or less.
pub(crate) const HARDLY_ANY_SPREAD: f64 = 1e3;

/// Bounds of the parameters without unit, and of those in weeks in mean customer ages; a fit
/// that wants to go further is at the edge of the model and says so.
pub(crate) const PARAMETER_RANGE: (f64, f64) = (1e-5, 1e5);

/// Below this a spread parameter lies at the lower bound.
pub(crate) const SMALLEST_SPREAD: f64 = PARAMETER_RANGE.0 * 2.0;

/// What a base looks like before any model: the scale of every starting point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    /// Customers in the base.
    pub(crate) customers: f64,
    /// Mean customer age, in weeks.
    pub(crate) mean_age: f64,
    /// Repeat orders per week of an active customer, by a first guess.
    pub(crate) rate_while_active: f64,
}

/// Customers who left stop ordering, so the rate while active is above the overall one.
const ACTIVE_ABOVE_OVERALL: f64 = 1.5;

impl Scale {
    /// The scale of a base that can be fitted.
    pub(crate) fn of(base: &FoldedHistories) -> Self {
        let customers = base.customers() as f64;
        let observed = base.observed_weeks();
        Self {
            customers,
            mean_age: observed / customers,
            rate_while_active: ACTIVE_ABOVE_OVERALL * base.repeat_orders() / observed,
        }
    }

    /// Bounds of a parameter in weeks.
    pub(crate) fn weeks_range(&self) -> (f64, f64) {
        let (low, high) = PARAMETER_RANGE;
        (low * self.mean_age, high * self.mean_age)
    }
}

/// Refuses the bases from which no rhythm can be learnt.
pub(crate) fn refuse_unfittable(base: &FoldedHistories) -> Result<(), FitError> {
    if base.is_empty() {
        return Err(FitError::Empty);
    }
    if base.repeaters() == 0 {
        return Err(FitError::NoRepeat);
    }
    if base.rows().len() == 1 {
        return Err(FitError::AllAlike {
            customers: base.customers(),
        });
    }
    Ok(())
}
