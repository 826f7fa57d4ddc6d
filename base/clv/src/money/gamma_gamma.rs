//! Gamma-Gamma: how much a customer spends per order, when every customer has an own mean.
//!
//! Enters: per customer the number of order days and their mean spend. Leaves: the fitted
//! model, and per customer the mean spend to expect.

use crate::fit::curve::{Curve, sum_over};
use crate::fit::fitted::{FitError, FitNote, Fitted, Search, maximise};
use crate::fit::params::{ParamError, check_above, check_positive};
use crate::fit::special::trigamma;
use crate::money::spend::Spend;
use serde::{Deserialize, Serialize};
use statrs::function::gamma::{digamma, ln_gamma};

/// Smallest q a fit may end at: at 1 the base's mean spend would be infinite.
const SMALLEST_Q: f64 = 1.02;

/// The Gamma-Gamma model with its three parameters.
///
/// # The story
/// A customer's order values vary around an own mean as a gamma distribution with shape `p`
/// and own rate ν; the rates differ between customers as a gamma distribution with shape `q`
/// and rate `v` (money). How much somebody spends says nothing about how often. The expected
/// mean lies between the customer's own mean and the base's, the nearer to its own the more
/// orders are known.
///
/// Source: Colombo & Jiang 1999, Journal of Interactive Marketing 13(3); Fader, Hardie & Lee
/// 2005, Journal of Marketing Research 42(4); Hardie & Fader 2013, note 025.
///
/// ```
/// use clv::GammaGamma;
///
/// // As fitted to the repeat orders of the CDNOW sample.
/// let cdnow = GammaGamma::new(6.25, 3.74, 15.44)?;
/// assert!((cdnow.expected_mean_spend(2, 22.35) - 24.66).abs() < 0.01);
/// assert!((cdnow.expected_mean_spend(200, 22.35) - 22.35).abs() < 0.1, "many orders speak for themselves");
/// # Ok::<(), clv::ParamError>(())
/// ```
///
/// Invariant: `q` is above 1, so that a customer without a known order has a finite mean.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct GammaGamma {
    p: f64,
    q: f64,
    v: f64,
}

/// The parameters as they stand in a file, before they are checked.
#[derive(Deserialize)]
struct Unchecked {
    p: f64,
    q: f64,
    v: f64,
}

impl TryFrom<Unchecked> for GammaGamma {
    type Error = ParamError;

    fn try_from(raw: Unchecked) -> Result<Self, ParamError> {
        Self::new(raw.p, raw.q, raw.v)
    }
}

impl GammaGamma {
    /// A model with known parameters: `p` and `v` above zero, `q` above one.
    pub fn new(p: f64, q: f64, v: f64) -> Result<Self, ParamError> {
        check_positive(&[("p", p), ("v", v)])?;
        check_above("q", q, 1.0)?;
        Ok(Self { p, q, v })
    }

    /// The parameters under the papers' names, in the order of the standard errors.
    pub fn parameters(&self) -> [(&'static str, f64); 3] {
        [("p", self.p), ("q", self.q), ("v", self.v)]
    }

    /// Finds the parameters that make the observed mean spends most likely.
    ///
    /// - Formula: maximum of [`log_likelihood`](Self::log_likelihood), by Newton's method in
    ///   the logarithms of the parameters with exact derivatives.
    /// - Shape: one spend per customer in, parameters with standard errors out.
    /// - Units: any money unit; `v` comes out in it.
    /// - Range: customers without an order day are skipped; those with a mean of zero or less
    ///   are left out and counted in the note.
    /// - Errors: [`FitError`] for no usable customer, or all with the same mean.
    /// - Source: Hardie & Fader 2013, note 025.
    /// - Checked: `tests/published.rs`; CDNOW gives 6.2496, 3.7442, 15.4435 at −4055.91769.
    pub fn fit(spends: &[Spend]) -> Result<Fitted<Self>, FitError> {
        let groups = usable_by_count(spends);
        let customers: usize = groups.iter().map(|group| group.means.len()).sum();
        if customers == 0 {
            return Err(FitError::Empty);
        }
        let scale = mean_of(groups.iter().flat_map(|group| &group.means));
        if groups
            .iter()
            .flat_map(|group| &group.means)
            .all(|mean| (mean / scale - 1.0).abs() < 1e-12)
        {
            return Err(FitError::AllAlike { customers });
        }
        let starts = [[1.0, 3.0], [6.0, 4.0], [30.0, 2.0], [3.0, 30.0]]
            .map(|[p, q]| [p, q, (q - 1.0) / p * scale])
            .to_vec();
        let bounds = [(1e-3, 1e5), (SMALLEST_Q, 1e5), (1e-6 * scale, 1e7 * scale)];
        let search = Search {
            starts,
            bounds,
            customers: customers as f64,
        };
        let maximum = maximise(&search, |theta| curve(&groups, theta))?;
        let [p, q, v] = maximum.theta;
        let left_out = spends.iter().filter(|spend| spend.count() > 0).count() - customers;
        let note = spend_note(left_out, p, q);
        Ok(maximum.into_fitted(Self { p, q, v }, customers, customers, note))
    }

    /// Log-likelihood of observed mean spends, given how many order days each is over.
    ///
    /// - Formula: sum of `ln Γ(px+q) − ln Γ(px) − ln Γ(q) + q ln v + (px−1) ln z + px ln x −
    ///   (px+q) ln(v+xz)`.
    /// - Shape: one spend per customer in, one number out.
    /// - Units: money; changing the unit shifts it by a constant per customer.
    /// - Range: customers without an order day or with a mean of zero or less add nothing.
    /// - Errors: none; zero for nobody.
    /// - Source: Hardie & Fader 2013, note 025, equation 1a.
    /// - Checked: `tests/published.rs`; −4055.91769 at the CDNOW optimum.
    pub fn log_likelihood(&self, spends: &[Spend]) -> f64 {
        curve(&usable_by_count(spends), &[self.p, self.q, self.v]).value
    }

    /// Mean spend per order to expect of a customer.
    ///
    /// - Formula: `p · (v + x·z) / (p·x + q − 1)`.
    /// - Shape: number of order days and their mean in, one mean out.
    /// - Units: the money unit of the fit.
    /// - Range: between the base's mean `p·v/(q−1)` (at x = 0) and z (as x grows); a negative
    ///   mean counts as zero, since the model knows no negative order.
    /// - Errors: none.
    /// - Source: Hardie & Fader 2013, note 025, equation 5.
    /// - Checked: `tests/published.rs`; x=2, z=22.35 at (6.25, 3.74, 15.44) gives 24.6637.
    pub fn expected_mean_spend(&self, count: u32, mean: f64) -> f64 {
        let x = f64::from(count);
        self.p * (self.v + x * mean.max(0.0)) / (self.p * x + self.q - 1.0)
    }
}

/// Customers with the same number of order days: the gamma functions are computed once for all.
struct SpendGroup {
    count: f64,
    sum_ln_mean: f64,
    means: Vec<f64>,
}

fn usable_by_count(spends: &[Spend]) -> Vec<SpendGroup> {
    let usable = |spend: &&Spend| spend.count() > 0 && spend.mean() > 0.0;
    let mut sorted: Vec<(u32, f64)> = spends
        .iter()
        .filter(usable)
        .map(|spend| (spend.count(), spend.mean()))
        .collect();
    sorted.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    sorted
        .chunk_by(|one, other| one.0 == other.0)
        .map(|same| SpendGroup {
            count: f64::from(same[0].0),
            sum_ln_mean: same.iter().map(|(_, mean)| mean.ln()).sum(),
            means: same.iter().map(|&(_, mean)| mean).collect(),
        })
        .collect()
}

fn mean_of<'a>(values: impl Iterator<Item = &'a f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

fn spend_note(left_out: usize, p: f64, q: f64) -> Option<FitNote> {
    if q < SMALLEST_Q * 1.001 {
        Some(FitNote::SpendMeanUnstable)
    } else if left_out > 0 {
        Some(FitNote::LeftOut {
            customers: left_out,
        })
    } else if p > 9e4 {
        Some(FitNote::SizesSteady)
    } else if q > 9e4 {
        Some(FitNote::SpendsAlike)
    } else {
        None
    }
}

/// The log-likelihood of grouped spends with exact derivatives by (p, q, v).
fn curve(groups: &[SpendGroup], theta: &[f64; 3]) -> Curve<3> {
    let mut total = Curve::zero();
    for group in groups {
        total.add_scaled(&group_curve(group, theta), 1.0);
    }
    total
}

fn group_curve(group: &SpendGroup, theta: &[f64; 3]) -> Curve<3> {
    let mut total = sum_over(&group.means, |&mean| {
        (mean_curve(group.count, mean, theta), 1.0)
    });
    let customers = group.means.len() as f64;
    total.add_scaled(&shape_curve(group.count, theta), customers);
    let &[p, _, _] = theta;
    let x = group.count;
    total.value += (p * x - 1.0) * group.sum_ln_mean;
    total.gradient[0] += x * group.sum_ln_mean;
    total
}

/// `ln Γ(px+q) − ln Γ(px) − ln Γ(q) + q ln v + px ln x`, the same for all of a group.
fn shape_curve(x: f64, &[p, q, v]: &[f64; 3]) -> Curve<3> {
    let (own, all) = (p * x, p * x + q);
    let mut curve = Curve::constant(ln_gamma(all) - ln_gamma(own) - ln_gamma(q) + q * v.ln());
    curve.value += own * x.ln();
    curve.gradient[0] = x * (digamma(all) - digamma(own) + x.ln());
    curve.gradient[1] = digamma(all) - digamma(q) + v.ln();
    curve.gradient[2] = q / v;
    curve.hessian[0][0] = x * x * (trigamma(all) - trigamma(own));
    curve.hessian[1][1] = trigamma(all) - trigamma(q);
    curve.hessian[2][2] = -q / (v * v);
    curve.add_cross(0, 1, x * trigamma(all));
    curve.add_cross(1, 2, 1.0 / v);
    curve
}

/// `−(px+q) ln(v+xz)`, a customer's own part.
fn mean_curve(x: f64, mean: f64, &[p, q, v]: &[f64; 3]) -> Curve<3> {
    let (all, sum) = (p * x + q, v + x * mean);
    let ln_sum = sum.ln();
    let mut curve = Curve::constant(-all * ln_sum);
    curve.gradient = [-x * ln_sum, -ln_sum, -all / sum];
    curve.hessian[2][2] = all / (sum * sum);
    curve.add_cross(0, 2, -x / sum);
    curve.add_cross(1, 2, -1.0 / sum);
    curve
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::testing::assert_derivatives;

    #[test]
    fn derivatives_at_many_points_equal_finite_differences() {
        let spends: Vec<Spend> = [(1, 11.8), (1, 80.0), (2, 22.4), (7, 73.7), (300, 41.0)]
            .map(|(count, mean)| Spend::new(count, mean).unwrap())
            .to_vec();
        let groups = usable_by_count(&spends);
        for theta in [[6.25, 3.74, 15.44], [0.4, 1.1, 200.0], [50.0, 9.0, 2.0]] {
            assert_derivatives(&theta, |theta| curve(&groups, theta));
        }
    }
}
