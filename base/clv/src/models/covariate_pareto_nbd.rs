//! Pareto/NBD with what is known of each customer: segment, region, first channel, size.
//!
//! Enters: histories with a row of covariates each. Leaves: how every covariate moves ordering
//! and leaving, and for any customer a Pareto/NBD of their own.

use crate::fit::curve::Curve;
use crate::fit::edges::refuse_unfittable;
use crate::fit::fitted::{FitError, Fitted};
use crate::fit::params::ParamError;
use crate::folded::FoldedHistories;
use crate::history::History;
use crate::models::covariate_effects::{
    CovariateScale, Effects, MOST_COVARIATES, by_count, check_effects, maximise_effects,
};
use crate::models::pareto_nbd::ParetoNbd;
use crate::models::pareto_nbd_curve::curve as plain_curve;

/// A Pareto/NBD whose rates depend on covariates.
///
/// # The story
/// As the Pareto/NBD, but a customer with covariates z orders e^(γ·z) times as often and leaves
/// e^(g·z) times as readily as one with all zeros: α and β are divided by these factors. The
/// spread between customers with equal covariates stays gamma.
///
/// Source: Abe 2009, Marketing Science 28(3), 541–553, for the idea; Fader & Hardie 2007,
/// "Incorporating Time-Invariant Covariates into the Pareto/NBD and BG/NBD Models".
#[derive(Clone, Debug, PartialEq)]
pub struct CovariateParetoNbd {
    baseline: ParetoNbd,
    on_orders: Vec<f64>,
    on_leaving: Vec<f64>,
}

/// Why covariates cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CovariateError {
    /// The base cannot be fitted.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// Too many, or a different number per customer.
    #[error(
        "{given} covariates in row {row}; give the same number, 1 to {MOST_COVARIATES}, for every customer"
    )]
    Count {
        /// The customer's position.
        row: usize,
        /// Covariates found there.
        given: usize,
    },
    /// A value is NaN or infinite.
    #[error("a covariate of row {row} is not a number; fill it in or leave the customer out")]
    NotANumber {
        /// The customer's position.
        row: usize,
    },
    /// More or fewer rows than customers.
    #[error("{rows} rows of covariates for {customers} customers; give one row each")]
    Rows {
        /// Rows given.
        rows: usize,
        /// Histories given.
        customers: usize,
    },
}

impl CovariateParetoNbd {
    /// A model with known r, α, s, β (weeks) and effects, one each per covariate.
    pub fn new(
        [r, alpha, s, beta]: [f64; 4],
        on_orders: Vec<f64>,
        on_leaving: Vec<f64>,
    ) -> Result<Self, ParamError> {
        check_effects(&on_orders, &on_leaving)?;
        Ok(Self {
            baseline: ParetoNbd::new(r, alpha, s, beta)?,
            on_orders,
            on_leaving,
        })
    }

    /// Finds baseline and effects that make the observed base most likely.
    ///
    /// - Formula: the Pareto/NBD's likelihood with α/e^(γ·z) and β/e^(g·z) for α and β.
    /// - Shape: histories and equally many rows of one to eight covariates in; standard errors
    ///   come in the order r, α, s, β, effects on orders, effects on leaving.
    /// - Units: weeks; covariates in any unit, effects per unit.
    /// - Range: effects up to a factor of 10,000 between the least and the largest value. What ran
    ///   to an edge is noted and has an infinite standard error; where nobody is seen to leave,
    ///   effects on leaving are zero.
    /// - Errors: [`CovariateError`].
    /// - Source: Fader & Hardie 2007.
    /// - Checked: `tests/published.rs` on the simulated apparel shop; `tests/recovery.rs`.
    pub fn fit(
        histories: &[History],
        covariates: &[Vec<f64>],
    ) -> Result<Fitted<Self>, CovariateError> {
        check_covariates(histories, covariates)?;
        let whole = FoldedHistories::fold(histories);
        refuse_unfittable(&whole)?;
        let scale = CovariateScale::of(covariates.iter().map(Vec::as_slice));
        let groups = Group::of(histories, covariates, &scale);
        let count = covariates.first().map_or(1, Vec::len);
        Ok(by_count!(count, fit_groups(&whole, &scale, &groups))?)
    }

    /// The model of customers with all covariates at zero.
    pub fn baseline(&self) -> ParetoNbd {
        self.baseline
    }

    /// By how much, in logarithms, a unit of each covariate moves the order rate.
    pub fn effects_on_orders(&self) -> &[f64] {
        &self.on_orders
    }

    /// By how much, in logarithms, a unit of each covariate moves the rate of leaving.
    pub fn effects_on_leaving(&self) -> &[f64] {
        &self.on_leaving
    }

    /// The Pareto/NBD of a customer, from which all predictions follow; covariates that are
    /// missing count as zero.
    pub fn for_customer(&self, covariates: &[f64]) -> ParetoNbd {
        let [r, alpha, s, beta] = self.baseline.parameters().map(|(_, value)| value);
        let factor = |effects: &[f64]| {
            let sum: f64 = effects
                .iter()
                .zip(covariates)
                .map(|(effect, z)| effect * z)
                .sum();
            sum.exp()
        };
        ParetoNbd::at([
            r,
            alpha / factor(&self.on_orders),
            s,
            beta / factor(&self.on_leaving),
        ])
    }
}

/// Customers with equal covariates, these on the inner scale.
struct Group {
    covariates: Vec<f64>,
    base: FoldedHistories,
}

impl Group {
    fn of(histories: &[History], covariates: &[Vec<f64>], scale: &CovariateScale) -> Vec<Self> {
        let mut order: Vec<usize> = (0..histories.len()).collect();
        let by_values = |one: &usize, other: &usize| {
            let pairs = covariates[*one].iter().zip(&covariates[*other]);
            pairs
                .map(|(a, b)| a.total_cmp(b))
                .find(|order| order.is_ne())
                .unwrap_or(one.cmp(other))
        };
        order.sort_by(by_values);
        let groups = order.chunk_by(|&one, &other| covariates[one] == covariates[other]);
        groups
            .map(|customers| {
                let own: Vec<History> = customers.iter().map(|&at| histories[at]).collect();
                let covariates = scale.scaled(&covariates[customers[0]], 1.0);
                Self {
                    covariates,
                    base: FoldedHistories::fold(&own),
                }
            })
            .collect()
    }
}

fn check_covariates(histories: &[History], covariates: &[Vec<f64>]) -> Result<(), CovariateError> {
    if histories.len() != covariates.len() {
        let (rows, customers) = (covariates.len(), histories.len());
        return Err(CovariateError::Rows { rows, customers });
    }
    let count = covariates.first().map_or(1, Vec::len);
    for (row, values) in covariates.iter().enumerate() {
        if values.len() != count || !(1..=MOST_COVARIATES).contains(&count) {
            return Err(CovariateError::Count {
                row,
                given: values.len(),
            });
        }
        if values.iter().any(|value| !value.is_finite()) {
            return Err(CovariateError::NotANumber { row });
        }
    }
    Ok(())
}

/// Fits 4 + 2C parameters.
fn fit_groups<const N: usize>(
    whole: &FoldedHistories,
    scale: &CovariateScale,
    groups: &[Group],
) -> Result<Fitted<CovariateParetoNbd>, FitError> {
    let mut fitted = maximise_effects::<N>(whole, scale, |at| grouped_curve(groups, at))?;
    fitted.folded_rows = groups.iter().map(|group| group.base.rows().len()).sum();
    Ok(fitted.map(|effects: Effects| CovariateParetoNbd {
        baseline: ParetoNbd::at(effects.baseline),
        on_orders: effects.on_orders,
        on_leaving: effects.on_leaving,
    }))
}

/// The log-likelihood with derivatives by the logarithms of all parameters: each group's own
/// four logarithms are straight lines in them.
fn grouped_curve<const N: usize>(groups: &[Group], ln_theta: &[f64; N]) -> Curve<N> {
    let mut total = Curve::zero();
    for group in groups {
        let lines = lines_of::<N>(&group.covariates);
        let own: [f64; 4] = std::array::from_fn(|k| {
            lines[k]
                .iter()
                .zip(ln_theta)
                .map(|(slope, value)| slope * value)
                .sum::<f64>()
                .exp()
        });
        let curve = plain_curve(&group.base, &own).in_logs(&own);
        total.add_scaled(&along_lines(&curve, &lines), 1.0);
    }
    total
}

/// How ln r, ln α, ln s, ln β of a group depend on the logarithms of all parameters.
fn lines_of<const N: usize>(covariates: &[f64]) -> [[f64; N]; 4] {
    let mut lines = [[0.0; N]; 4];
    for (k, line) in lines.iter_mut().enumerate() {
        line[k] = 1.0;
    }
    for (at, z) in covariates.iter().enumerate() {
        lines[1][4 + at] = -z;
        lines[3][4 + covariates.len() + at] = -z;
    }
    lines
}

/// The chain rule for straight lines.
fn along_lines<const N: usize>(curve: &Curve<4>, lines: &[[f64; N]; 4]) -> Curve<N> {
    let mut wide = Curve::constant(curve.value);
    for (own, first) in lines.iter().zip(curve.gradient) {
        for (sum, slope) in wide.gradient.iter_mut().zip(own) {
            *sum += slope * first;
        }
    }
    for (own, seconds) in lines.iter().zip(curve.hessian) {
        for (other, second) in lines.iter().zip(seconds) {
            add_outer(&mut wide.hessian, own, other, second);
        }
    }
    wide
}

/// Adds `factor · left · rightᵀ`.
fn add_outer<const N: usize>(
    matrix: &mut [[f64; N]; N],
    left: &[f64; N],
    right: &[f64; N],
    factor: f64,
) {
    for (row, l) in matrix.iter_mut().zip(left) {
        for (cell, r) in row.iter_mut().zip(right) {
            *cell += factor * l * r;
        }
    }
}
