//! Enters: how many of how many came back, in each arm. Leaves: the chance that contacting is better,
//! and what a wrong choice would cost.

use crate::error::Error;
use crate::proportion::Proportion;
use statrs::function::beta::ln_beta;

/// What was believed of a share before: so many yes, so many no, both at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SharePrior {
    /// Weight of yes, in accounts.
    pub yes: u32,
    /// Weight of no, in accounts.
    pub no: u32,
}

impl SharePrior {
    /// Every share equally likely: Laplace's one of each.
    pub const FLAT: Self = Self { yes: 1, no: 1 };
}

/// How two shares compare, after their counts.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct ShareChances {
    /// Chance that the share of contacted accounts is truly the higher one.
    pub chance_to_win: f64,
    /// Share lost on average by contacting, should that be the wrong choice.
    pub loss_of_contacting: f64,
    /// Share lost on average by leaving alone, should that be the wrong choice.
    pub loss_of_leaving_alone: f64,
}

/// A share believed to follow a beta distribution with whole weights.
#[derive(Clone, Copy)]
struct Beta {
    yes: u64,
    no: u64,
}

/// The chance that contacting raises the share, and the expected loss of either choice.
///
/// - Formula: P(p₁ > p₀) = Σ B(a₀ + i, b₁ + b₀) / ((b₁ + i) B(1 + i, b₁) B(a₀, b₀)), i = 0 .. a₁ − 1;
///   loss = E p₀ · P(p₀ one yes richer wins) − E p₁ · P(p₀ beats p₁ one yes richer)
/// - Shape: two proportions and one prior for both in, three figures out
/// - Units: chances and shares 0..=1
/// - Range: losses 0 and more
/// - Errors: `OutOfRange` for a prior weight of 0
/// - Source: Miller 2015, "Formulas for Bayesian A/B testing"; Stucchio 2015 for the loss
/// - Checked: `tests/published.rs`, rows `beta_binomial_*` (0.96246, 0.00086160)
pub fn share_chances(
    contacted: Proportion,
    control: Proportion,
    prior: SharePrior,
) -> Result<ShareChances, Error> {
    if prior.yes == 0 || prior.no == 0 {
        return Err(Error::OutOfRange {
            what: "a prior weight",
            value: 0.0,
            range: "1 or more",
        });
    }
    let after = |arm: Proportion| Beta {
        yes: u64::from(prior.yes) + arm.yes(),
        no: u64::from(prior.no) + arm.n() - arm.yes(),
    };
    let (one, zero) = (after(contacted), after(control));
    Ok(ShareChances {
        chance_to_win: one.beats(zero),
        loss_of_contacting: zero.mean_excess_over(one),
        loss_of_leaving_alone: one.mean_excess_over(zero),
    })
}

impl Beta {
    fn mean(self) -> f64 {
        self.yes as f64 / (self.yes + self.no) as f64
    }

    fn one_yes_richer(self) -> Self {
        Self {
            yes: self.yes + 1,
            no: self.no,
        }
    }

    /// Chance that this share is above the other.
    fn beats(self, other: Self) -> f64 {
        let (no, other_yes, other_no) = (self.no as f64, other.yes as f64, other.no as f64);
        let whole = ln_beta(other_yes, other_no);
        let term = |i: u64| {
            let i = i as f64;
            (ln_beta(other_yes + i, no + other_no) - (no + i).ln() - ln_beta(1.0 + i, no) - whole)
                .exp()
        };
        (0..self.yes).map(term).sum::<f64>().min(1.0)
    }

    /// Mean of how far this share lies above the other, where it does.
    fn mean_excess_over(self, other: Self) -> f64 {
        let own = self.mean() * self.one_yes_richer().beats(other);
        let others = other.mean() * (1.0 - other.one_yes_richer().beats(self));
        (own - others).max(0.0)
    }
}
