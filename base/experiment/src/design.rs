//! Enters: arms and covariates. Leaves: regressions ready to take any outcome of the same accounts.

use crate::basis::Basis;
use crate::error::{Error, finite, same_length};
use crate::lift::Lift;
use crate::regression::{AdjustedLift, RobustError, Slopes};
use crate::sample::Sample;

/// Both arms' covariates, ready for any outcome.
pub(crate) struct Design {
    slopes: Slopes,
    contacted: Rows,
    control: Rows,
    /// One basis over all rows, or one for each arm; contacted rows first.
    bases: Vec<Basis>,
}

/// The fit of both arms, before a level is chosen.
pub(crate) struct Fit {
    pub(crate) estimate: f64,
    pub(crate) squared_error: f64,
    degrees: f64,
    variance_ratio: f64,
    covariates_used: usize,
}

/// Part of the plain squared error below which a fit is perfect but for rounding.
///
/// The rounding unit squared is 5e-32; a thousand accounts and a large leverage may raise it.
const PERFECT_FIT: f64 = 1e-24;

/// Places of one arm's accounts in the columns.
struct Rows(Vec<usize>);

/// One arm's outcomes less their mean.
struct Centred {
    values: Vec<f64>,
    mean: f64,
    plain_squared_error: f64,
}

impl Rows {
    fn of(is_contacted: &[bool], arm: bool, needed: usize) -> Result<Self, Error> {
        let rows: Vec<usize> = (0..is_contacted.len())
            .filter(|&row| is_contacted[row] == arm)
            .collect();
        if rows.len() < needed {
            let what = if arm {
                "contacted accounts"
            } else {
                "control accounts"
            };
            return Err(Error::TooFew {
                what,
                found: rows.len() as u64,
                needed: needed as u64,
            });
        }
        Ok(Self(rows))
    }

    fn n(&self) -> f64 {
        self.0.len() as f64
    }

    fn centre(&self, column: &[f64]) -> Result<Centred, Error> {
        let values: Vec<f64> = self.0.iter().map(|&row| column[row]).collect();
        let (mean, variance) = Sample::from_values(&values)?.moments("accounts in an arm")?;
        let plain_squared_error = variance / self.n();
        Ok(Centred {
            values: values.iter().map(|x| x - mean).collect(),
            mean,
            plain_squared_error,
        })
    }
}

impl Design {
    /// The design of columns of equal length.
    pub(crate) fn of(
        is_contacted: &[bool],
        covariates: &[&[f64]],
        slopes: Slopes,
    ) -> Result<Self, Error> {
        for covariate in covariates {
            same_length("a covariate", is_contacted.len(), covariate.len())?;
        }
        let needed = match slopes {
            Slopes::ByArm => covariates.len() + 2,
            Slopes::Common => 2,
        };
        let contacted = Rows::of(is_contacted, true, needed)?;
        let control = Rows::of(is_contacted, false, needed)?;
        let bases = match slopes {
            Slopes::ByArm => bases_by_arm(&contacted, &control, covariates)?,
            Slopes::Common => vec![common_basis(&contacted, &control, covariates)?],
        };
        Ok(Self {
            slopes,
            contacted,
            control,
            bases,
        })
    }

    /// Fits one more outcome, in the order of the same rows.
    pub(crate) fn fit(&self, outcomes: &[f64], error: RobustError) -> Result<Fit, Error> {
        let (contacted, control) = (
            self.contacted.centre(outcomes)?,
            self.control.centre(outcomes)?,
        );
        let (estimate, parts) = self.estimate_and_parts(&contacted, &control, error);
        let (parts_1, parts_0) = parts.split_at(self.contacted.0.len());
        let (error_1, error_0): (f64, f64) = (parts_1.iter().sum(), parts_0.iter().sum());
        let squared_error = finite("the squared error", error_1 + error_0)?;
        let plain = contacted.plain_squared_error + control.plain_squared_error;
        if squared_error <= PERFECT_FIT * plain {
            return Err(Error::NoVariation {
                what: "what the covariates leave of the outcome",
            });
        }
        Ok(Fit {
            estimate,
            squared_error,
            degrees: self.degrees(error, error_1 / squared_error)?,
            variance_ratio: finite("the variance ratio", squared_error / plain)?,
            covariates_used: self.bases.iter().map(Basis::len).min().unwrap_or(0),
        })
    }

    /// The lift, and every row's part of its squared error, contacted rows first.
    fn estimate_and_parts(
        &self,
        one: &Centred,
        zero: &Centred,
        error: RobustError,
    ) -> (f64, Vec<f64>) {
        let gap = one.mean - zero.mean;
        match self.slopes {
            Slopes::ByArm => {
                let (shift_1, parts_1) = parts_of(&self.bases[0], &one.values, error);
                let (shift_0, parts_0) = parts_of(&self.bases[1], &zero.values, error);
                (gap + shift_1 - shift_0, [parts_1, parts_0].concat())
            }
            Slopes::Common => {
                let all = [one.values.as_slice(), &zero.values].concat();
                let (shift, parts) = parts_of(&self.bases[0], &all, error);
                (gap + shift, parts)
            }
        }
    }

    /// Degrees of freedom, given the contacted accounts' share of the squared error.
    fn degrees(&self, error: RobustError, share: f64) -> Result<f64, Error> {
        let (n_1, n_0) = (self.contacted.n(), self.control.n());
        let (used_1, used_0) = match self.slopes {
            Slopes::ByArm => (self.bases[0].len() as f64, self.bases[1].len() as f64),
            // A common slope costs each arm its share of one degree.
            Slopes::Common => {
                let used = self.bases[0].len() as f64 / (n_1 + n_0);
                (used * n_1, used * n_0)
            }
        };
        let (free_1, free_0) = (n_1 - 1.0 - used_1, n_0 - 1.0 - used_0);
        let degrees = match error {
            RobustError::Hc2 | RobustError::Hc3 => free_1 + free_0,
            RobustError::Hc3ByArm => {
                1.0 / (share * share / free_1 + (1.0 - share) * (1.0 - share) / free_0)
            }
        };
        if free_1 > 0.0 && free_0 > 0.0 {
            return Ok(degrees);
        }
        let found = (n_1 + n_0) as u64;
        Err(Error::TooFew {
            what: "accounts for so many covariates",
            found,
            needed: found + 1,
        })
    }
}

impl Fit {
    /// The lift with its t interval.
    pub(crate) fn at_level(&self, level: f64) -> Result<AdjustedLift, Error> {
        let lift = Lift::from_error(
            self.estimate,
            self.squared_error.sqrt(),
            self.degrees,
            level,
        )?;
        Ok(AdjustedLift {
            lift,
            variance_ratio: self.variance_ratio,
            covariates_used: self.covariates_used,
        })
    }
}

/// A line for each arm, both read at the mean of all accounts. The interacted regression of both arms
/// together is exactly these two.
fn bases_by_arm(
    contacted: &Rows,
    control: &Rows,
    covariates: &[&[f64]],
) -> Result<Vec<Basis>, Error> {
    let plain = |rows: &Rows| {
        Basis::new(
            vec![1.0 / rows.n(); rows.0.len()],
            vec![1.0 / rows.n(); rows.0.len()],
        )
    };
    let mut bases = vec![plain(contacted), plain(control)];
    let share = contacted.n() / (contacted.n() + control.n());
    for covariate in covariates {
        let (one, zero) = (contacted.centre(covariate)?, control.centre(covariate)?);
        // From each arm's mean to the mean of all.
        let gap = one.mean - zero.mean;
        bases[0].add(one.values, one.mean.abs(), gap * (share - 1.0))?;
        bases[1].add(zero.values, zero.mean.abs(), gap * share)?;
    }
    Ok(bases)
}

/// One slope for both arms; the line's height differs between them by the lift.
fn common_basis(contacted: &Rows, control: &Rows, covariates: &[&[f64]]) -> Result<Basis, Error> {
    let (share_1, share_0) = (1.0 / contacted.n(), 1.0 / control.n());
    let both =
        |one: f64, zero: f64| [vec![one; contacted.0.len()], vec![zero; control.0.len()]].concat();
    let mut basis = Basis::new(both(share_1, -share_0), both(share_1, share_0));
    for covariate in covariates {
        let (one, zero) = (contacted.centre(covariate)?, control.centre(covariate)?);
        let largest = one.mean.abs().max(zero.mean.abs());
        basis.add(
            [one.values, zero.values].concat(),
            largest,
            zero.mean - one.mean,
        )?;
    }
    Ok(basis)
}

/// How far the step moves the reading, and each row's part of its squared error.
fn parts_of(basis: &Basis, centred: &[f64], error: RobustError) -> (f64, Vec<f64>) {
    let (shift, residuals) = basis.project(centred);
    let part = |((weight, leverage), residual): ((f64, f64), &f64)| {
        let free = 1.0 - leverage;
        let scale = match error {
            RobustError::Hc2 => free,
            RobustError::Hc3 | RobustError::Hc3ByArm => free * free,
        };
        (weight * residual).powi(2) / scale
    };
    (
        shift,
        basis
            .weights_and_leverages()
            .zip(&residuals)
            .map(part)
            .collect(),
    )
}
