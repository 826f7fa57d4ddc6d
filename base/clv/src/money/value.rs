//! From expected orders to expected value: the customer lifetime value over a horizon.
//!
//! Enters: a model's expected orders as a function of time, money per order, a discount rate.
//! Leaves: what the coming orders are worth today.

use crate::fit::quadrature::FIVE_POINTS;
use crate::folded::FoldedHistories;
use crate::history::WEEKS_PER_YEAR;
use crate::models::base_model::BaseModel;
use rayon::prelude::*;

/// When, within its period, money counts as received.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CashMoment {
    /// In the middle: right on average.
    Middle,
    /// At the end, as spreadsheets and the older packages do it.
    End,
}

/// A horizon and what money at each of its moments is worth today.
///
/// Whatever the scheme, the discounted number of orders is a weighted sum of the expected
/// numbers up to a few moments; these moments and weights are what is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Discounting {
    moments: Vec<(f64, f64)>,
}

/// Why a horizon or a rate cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum DiscountError {
    /// Not a finite, positive number of weeks, or far more than a lifetime of them.
    #[error(
        "a horizon of {weeks} weeks cannot be valued; give more than 0 and at most 5,218 (100 years)"
    )]
    NotAHorizon {
        /// The weeks as given.
        weeks: f64,
    },
    /// Not a finite rate of zero or more.
    #[error(
        "a discount rate of {rate} cannot be used; give a share of 0 or more, such as 0.1 for 10 %"
    )]
    NotARate {
        /// The rate as given.
        rate: f64,
    },
}

impl Discounting {
    /// A horizon in weeks with a yearly discount rate; every order counts at its own moment.
    ///
    /// With a year to each panel of five points, the discounted orders of a customer are exact to
    /// one part in a hundred thousand, brand-new customers to one in ten thousand.
    /// `Discounting::yearly(WEEKS_PER_YEAR, 0.10)` values the next twelve months at 10 %.
    /// With δ the continuous rate and E(t) the orders up to t, integration by parts turns
    /// ∫e^(−δt)dE into e^(−δh)E(h) + δ∫e^(−δt)E(t)dt, which asks for E at few moments.
    pub fn yearly(horizon_weeks: f64, yearly_rate: f64) -> Result<Self, DiscountError> {
        check_horizon(horizon_weeks)?;
        check_rate(yearly_rate)?;
        let delta = yearly_rate.ln_1p() / WEEKS_PER_YEAR;
        let panels = (horizon_weeks / WEEKS_PER_YEAR).ceil();
        let panel = horizon_weeks / panels;
        let mut moments = vec![(horizon_weeks, (-delta * horizon_weeks).exp())];
        for start in (0..panels as u32).map(|number| f64::from(number) * panel) {
            let inside = FIVE_POINTS.map(|(at, weight)| (start + at * panel, weight * panel));
            let worth = |weeks: f64| delta * (-delta * weeks).exp();
            moments.extend(inside.map(|(weeks, weight)| (weeks, weight * worth(weeks))));
        }
        moments.retain(|(_, weight)| *weight != 0.0);
        Ok(Self { moments })
    }

    /// Any number of equal periods with a rate per period.
    ///
    /// Twelve periods of 4.345 weeks at 1 % with [`CashMoment::End`] is what the Python
    /// packages call a twelve-month value.
    pub fn by_period(
        periods: u32,
        period_weeks: f64,
        rate_per_period: f64,
        moment: CashMoment,
    ) -> Result<Self, DiscountError> {
        check_horizon(period_weeks * f64::from(periods))?;
        check_rate(rate_per_period)?;
        let early = match moment {
            CashMoment::Middle => 0.5,
            CashMoment::End => 0.0,
        };
        let factor = |period: u32| match period {
            _ if period > periods => 0.0,
            _ => (1.0 + rate_per_period).powf(early - f64::from(period)),
        };
        // Orders of a period are E(end) − E(start), so E(end) counts with this period's
        // factor less the next one's.
        let moments = (1..=periods)
            .map(|period| {
                (
                    f64::from(period) * period_weeks,
                    factor(period) - factor(period + 1),
                )
            })
            .collect();
        Ok(Self { moments })
    }

    /// The whole horizon in weeks.
    pub fn horizon_weeks(&self) -> f64 {
        self.moments
            .iter()
            .map(|(weeks, _)| *weeks)
            .fold(0.0, f64::max)
    }

    /// Discounted orders over the horizon.
    ///
    /// - Formula: `∫ e^(−δt) dE(t)`, or the sum over periods of (E(end) − E(start)) × factor.
    /// - Shape: expected orders as a function of weeks in, one number out.
    /// - Units: orders, worth those of today.
    /// - Range: from 0 to the undiscounted expectation.
    /// - Errors: none.
    /// - Source: Fader, Hardie & Lee 2005, Journal of Marketing Research 42(4), 415–430.
    /// - Checked: `tests/published.rs`, four rows of twelve-month values.
    pub fn discounted_orders(&self, expected_orders: impl Fn(f64) -> f64) -> f64 {
        self.moments
            .iter()
            .map(|&(weeks, weight)| weight * expected_orders(weeks))
            .sum()
    }
}

/// Expected value of every customer over the horizon, in the customers' order.
///
/// - Formula: discounted expected orders × money per order.
/// - Shape: a folded base and one amount per customer in, one value per customer out.
/// - Units: the money unit of `money_per_order`: contribution per order for the expected
///   value of WORDS, revenue per order where no cost is known.
/// - Range: has the sign of the amount; the horizon is that of `discounting`.
/// - Errors: none.
/// - Source: Fader, Hardie & Lee 2005, Journal of Marketing Research 42(4), 415–430.
/// - Checked: `tests/published.rs`, four rows of twelve-month values.
///
/// # Panics
/// When `money_per_order` has another length than the base has customers.
pub fn expected_values(
    model: &BaseModel,
    base: &FoldedHistories,
    money_per_order: &[f64],
    discounting: &Discounting,
) -> Vec<f64> {
    assert_eq!(
        money_per_order.len(),
        base.customers(),
        "one amount per customer"
    );
    let orders = base.expand(&base.map(|history| model.discounted_orders(history, discounting)));
    orders
        .par_iter()
        .zip(money_per_order)
        .map(|(orders, money)| orders * money)
        .collect()
}

fn check_rate(rate: f64) -> Result<(), DiscountError> {
    if rate.is_finite() && rate >= 0.0 {
        Ok(())
    } else {
        Err(DiscountError::NotARate { rate })
    }
}

fn check_horizon(weeks: f64) -> Result<(), DiscountError> {
    if weeks > 0.0 && weeks <= 100.0 * WEEKS_PER_YEAR {
        Ok(())
    } else {
        Err(DiscountError::NotAHorizon { weeks })
    }
}
