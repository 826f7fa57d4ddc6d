//! sBG, the shifted beta-geometric: contracts, subscriptions, season passes.
//!
//! Enters: how many periods each customer stayed and whether they are still there. Leaves:
//! the fitted model, survival, renewal rates and the discounted periods still to come.

use crate::fit::curve::Curve;
use crate::fit::edges::{HARDLY_ANY_SPREAD, PARAMETER_RANGE};
use crate::fit::fitted::{FitError, FitNote, Fitted, Search, maximise};
use crate::fit::params::{ParamError, check_positive, read_checked};
use crate::fit::special::ln_rising;
use serde::{Deserialize, Serialize};

/// Customers with the same contract history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contracts {
    /// Customers who let the contract end after this many periods, at least one.
    EndedAfter {
        /// Periods paid for.
        periods: u32,
        /// How many customers.
        customers: u32,
    },
    /// Customers still there after this many renewals offered.
    StillAfter {
        /// Periods completed and renewed.
        periods: u32,
        /// How many customers.
        customers: u32,
    },
}

impl Contracts {
    /// Turns the survivors of one cohort after 0, 1, 2, … periods into contract histories.
    ///
    /// ```
    /// use clv::Contracts;
    ///
    /// let cohort = Contracts::of_survivors(&[1000, 631, 468]);
    /// assert_eq!(cohort[0], Contracts::EndedAfter { periods: 1, customers: 369 });
    /// assert_eq!(cohort[2], Contracts::StillAfter { periods: 2, customers: 468 });
    /// ```
    pub fn of_survivors(survivors: &[u32]) -> Vec<Self> {
        let ended = (1..)
            .zip(survivors.windows(2))
            .map(|(periods, pair)| Self::EndedAfter {
                periods,
                customers: pair[0].saturating_sub(pair[1]),
            });
        let last = survivors
            .iter()
            .enumerate()
            .next_back()
            .map(|(periods, &customers)| Self::StillAfter {
                periods: periods as u32,
                customers,
            });
        ended.chain(last).collect()
    }

    fn customers(&self) -> u32 {
        match *self {
            Self::EndedAfter { customers, .. } | Self::StillAfter { customers, .. } => customers,
        }
    }
}

/// The shifted beta-geometric model with its two parameters.
///
/// # The story
/// At the end of every period a customer does not renew with a chance of the customer's own;
/// the chances differ over the base as beta(alpha, beta). The renewal rate of a cohort rises
/// with its age, not because anybody grows more loyal but because the others have gone.
///
/// Source: Fader & Hardie 2007, "How to Project Customer Retention", Journal of Interactive
/// Marketing 21(1), 76–90; Fader & Hardie 2010, Marketing Science 29(1), 85–93.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Sbg {
    alpha: f64,
    beta: f64,
}

read_checked!(Sbg { alpha, beta }, Sbg::new);

impl Sbg {
    /// A model with known parameters, finite and above zero.
    pub fn new(alpha: f64, beta: f64) -> Result<Self, ParamError> {
        let model = Self { alpha, beta };
        check_positive(&model.parameters())?;
        Ok(model)
    }

    /// The parameters under the papers' names, in the order of the standard errors.
    pub fn parameters(&self) -> [(&'static str, f64); 2] {
        [("alpha", self.alpha), ("beta", self.beta)]
    }

    /// Finds the parameters that make the observed contracts most likely.
    ///
    /// - Formula: maximum of [`log_likelihood`](Self::log_likelihood), by Newton's method in
    ///   the logarithms of the parameters with exact derivatives.
    /// - Shape: contract histories of any number of cohorts in, parameters out.
    /// - Units: periods of the contract.
    /// - Range: any base in which somebody left and somebody stayed.
    /// - Errors: [`FitError::Empty`]; [`FitError::AllAlike`] when all stayed, or all left at the
    ///   first renewal.
    /// - Source: Fader & Hardie 2007.
    /// - Checked: `tests/published.rs`; .70408, 1.18204 at −1680.26519.
    pub fn fit(contracts: &[Contracts]) -> Result<Fitted<Self>, FitError> {
        let customers: u32 = contracts.iter().map(Contracts::customers).sum();
        if customers == 0 {
            return Err(FitError::Empty);
        }
        let (renewals, ends) = renewals_and_ends(contracts);
        if renewals == 0.0 || ends == 0.0 {
            return Err(FitError::AllAlike {
                customers: customers as usize,
            });
        }
        let odds = renewals / ends;
        let search = Search {
            starts: [0.5, 1.0, 4.0].map(|alpha| [alpha, alpha * odds]).to_vec(),
            bounds: [PARAMETER_RANGE; 2],
            customers: f64::from(customers),
        };
        let maximum = maximise(&search, |theta| curve(contracts, theta))?;
        let [alpha, beta] = maximum.theta;
        let alike = alpha + beta > HARDLY_ANY_SPREAD;
        let note = alike.then_some(FitNote::LeavingAlike);
        Ok(maximum.into_fitted(
            Self { alpha, beta },
            customers as usize,
            contracts.len(),
            note,
        ))
    }

    /// Log-likelihood of contract histories.
    ///
    /// - Formula: ended after t: `ln B(α+1, β+t−1)/B(α,β)`; still after t: `ln S(t)`.
    /// - Shape: contract histories in, one number out.
    /// - Units: periods of the contract.
    /// - Range: finite; a contract that ended after 0 periods counts as after 1.
    /// - Errors: none; zero for nobody.
    /// - Source: Fader & Hardie 2007, equation 7.
    /// - Checked: `tests/published.rs`; −1680.26519 at the optimum of seven years.
    pub fn log_likelihood(&self, contracts: &[Contracts]) -> f64 {
        curve(contracts, &[self.alpha, self.beta]).value
    }

    /// Share of a cohort still there after `periods` renewals.
    ///
    /// - Formula: `S(t) = B(α, β+t) / B(α, β)`.
    /// - Shape: a number of periods in, one share out.
    /// - Units: periods of the contract.
    /// - Range: 1 at 0, falling.
    /// - Errors: none.
    /// - Source: Fader & Hardie 2007, equation 6.
    /// - Checked: `tests/published.rs`; S(7) at (.704, 1.182) is .239051.
    pub fn survivor(&self, periods: u32) -> f64 {
        (ln_rising(self.beta, periods) - ln_rising(self.alpha + self.beta, periods)).exp()
    }

    /// Share of those who reach the end of a period who renew.
    ///
    /// - Formula: `(β+t−1) / (α+β+t−1)`.
    /// - Shape: the number of the period, from 1, in, one share out.
    /// - Units: periods of the contract.
    /// - Range: 0..1, rising with the period.
    /// - Errors: none; period 0 counts as 1.
    /// - Source: Fader & Hardie 2007, equation 8.
    /// - Checked: `tests/published.rs`; period 7 at (.704, 1.182) is .910728.
    pub fn retention_rate(&self, period: u32) -> f64 {
        let before = self.beta + f64::from(period.max(1) - 1);
        before / (self.alpha + before)
    }

    /// Discounted periods still to come of a customer about to decide on renewal `n`.
    ///
    /// - Formula: `Σ_{t≥n} S(t)/S(n−1) · (1+d)^−(t−n)`.
    /// - Shape: the number of the renewal, from 1, and a rate in, one number out.
    /// - Units: `rate` d is per period; the first of the periods counts in full.
    /// - Range: finite for every rate above zero; infinite at zero or below.
    /// - Errors: none; renewal 0 counts as 1.
    /// - Source: Fader & Hardie 2010, equation 6.
    /// - Checked: `tests/published.rs`; n=1, d=.1 at (3.8, 15.2) gives 3.30982.
    pub fn discounted_residual_lifetime(&self, n: u32, rate: f64) -> f64 {
        if rate <= 0.0 {
            return f64::INFINITY;
        }
        let (mut term, mut sum) = (1.0, 0.0);
        for period in n.max(1).. {
            term *= self.retention_rate(period);
            sum += term;
            term /= 1.0 + rate;
            if term < 1e-16 * sum * rate.min(1.0) {
                break;
            }
        }
        sum
    }
}

/// Renewals made and contracts ended, over the whole base.
fn renewals_and_ends(contracts: &[Contracts]) -> (f64, f64) {
    contracts
        .iter()
        .fold((0.0, 0.0), |(renewals, ends), row| match *row {
            Contracts::EndedAfter { periods, customers } => {
                let customers = f64::from(customers);
                (
                    renewals + customers * f64::from(periods.max(1) - 1),
                    ends + customers,
                )
            }
            Contracts::StillAfter { periods, customers } => {
                (renewals + f64::from(customers) * f64::from(periods), ends)
            }
        })
}

/// The log-likelihood with exact derivatives by (α, β).
fn curve(contracts: &[Contracts], &[alpha, beta]: &[f64; 2]) -> Curve<2> {
    let mut total = Curve::zero();
    for row in contracts {
        let (renewed, decided) = match *row {
            Contracts::EndedAfter { periods, .. } => (periods.max(1) - 1, periods.max(1)),
            Contracts::StillAfter { periods, .. } => (periods, periods),
        };
        let mut one = Curve::zero();
        if renewed < decided {
            one.add_along(0, alpha.ln(), 1.0 / alpha, -1.0 / (alpha * alpha));
        }
        one.add_rising(1, beta, renewed);
        one.subtract_rising_of_sum(0, 1, alpha + beta, decided);
        total.add_scaled(&one, f64::from(row.customers()));
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_derivatives;

    #[test]
    fn derivatives_at_many_points_equal_finite_differences() {
        let contracts = Contracts::of_survivors(&[1000, 631, 468, 382, 326]);
        for theta in [[0.7, 1.2], [30.0, 5.0]] {
            assert_derivatives(&theta, |theta| curve(&contracts, theta));
        }
    }

    #[test]
    fn tiny_rates_and_long_contracts_give_finite_lifetimes() {
        for (alpha, beta) in [(1e-3, 50.0), (0.5, 1e-3), (100.0, 1.0)] {
            let model = Sbg { alpha, beta };
            let periods = model.discounted_residual_lifetime(1, 1e-4);
            assert!(periods.is_finite() && periods > 0.0);
        }
    }
}
