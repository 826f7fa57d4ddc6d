//! How draws of a posterior came about, and whether they can be relied on.
//!
//! Enters: a check's figure. Leaves: plain words.

use std::fmt;

/// Tail shape from which weights are not relied on (Vehtari et al. 2024).
pub(crate) const WORST_K_HAT: f64 = 0.7;

/// How draws came about.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum PosteriorMethod {
    /// By the No-U-Turn sampler.
    Sampled {
        /// Split R̂ of the worst parameter: 1 when the chains agree.
        r_hat: f64,
    },
    /// From the normal approximation, weighed by the posterior.
    Weighed {
        /// Shape of the tail of the weights, below 0.7.
        k_hat: f64,
    },
    /// From the normal approximation as it is.
    Normal {
        /// Shape of the tail of the weights on the rows checked; from 0.7 on the intervals are
        /// rough.
        k_hat: f64,
    },
}

impl fmt::Display for PosteriorMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sampled { r_hat } if *r_hat < 1.05 => write!(f, "sampled; the chains agree"),
            Self::Sampled { r_hat } => write!(
                f,
                "sampled, but the chains do not agree well (R̂ {r_hat:.2}): intervals are rough"
            ),
            Self::Weighed { .. } => write!(f, "normal approximation, weighed by the posterior"),
            Self::Normal { k_hat } if *k_hat < WORST_K_HAT => {
                write!(f, "normal approximation, checked on a part of the base")
            }
            Self::Normal { .. } => write!(
                f,
                "normal approximation that did not pass its check: intervals are rough"
            ),
        }
    }
}
