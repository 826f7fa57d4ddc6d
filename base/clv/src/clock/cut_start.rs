//! Files that begin in the middle: recognised, and the likelihood corrected.
//!
//! Enters: a folded base. Leaves: whether customers were there before the file begins, how many
//! of those seen, and the Pareto/NBD that follows when this is taken into account.
//!
//! # The trouble
//! A file cut at its start shows each older customer's first order *in the file* as if it were
//! the first ever. The loyal are then taken for newcomers: order rates come out too even,
//! leaving too rare, and every forecast of newcomers too high.
//!
//! # How
//! Customers first seen come from two sources: newcomers, at a steady rate per quarter, and
//! customers from before, who are seen when they next order. The second source runs dry, and
//! its customers behave as survivors do. Every customer's likelihood is the mixture of the two
//! (`cut_likelihood.rs`), maximised over numbers and parameters in turn (`cut_fit.rs`). The file
//! counts as cut when the mixture pays for its parameters.

use crate::clock::cut_fit::{Mixture, Seen};
use crate::clock::cut_likelihood::{SeenRow, known_parts, window_of};
use crate::fit::fitted::{FitError, Fitted};
use crate::folded::{FoldedHistories, FoldedRow};
use crate::history::History;
use crate::models::pareto_nbd::ParetoNbd;
use std::fmt;

/// Weeks of a file below which its start cannot be judged: two quarters.
const SHORTEST_WINDOW: f64 = 26.0;

/// What was found at the start of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum StartFinding {
    /// Too short a file to tell.
    TooShort {
        /// Weeks it covers.
        weeks: f64,
    },
    /// First orders look like first orders.
    Whole,
    /// Customers were there before.
    Cut {
        /// Share of the customers seen who come from before.
        share_from_before: f64,
        /// Customers first seen in the first quarter of a year.
        first_quarter: usize,
        /// Those to expect if all were newcomers at the rate of the rest of the file.
        expected_newcomers: f64,
        /// Gain in log-likelihood after the parameters are paid for.
        gain: f64,
    },
}

impl fmt::Display for StartFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort { weeks } => write!(
                f,
                "{weeks:.0} weeks are too few to tell whether customers were there before"
            ),
            Self::Whole => write!(f, "the file seems to begin where the customers begin"),
            Self::Cut {
                share_from_before,
                first_quarter,
                expected_newcomers,
                ..
            } => write!(
                f,
                "the file begins in the middle: {first_quarter} customers are first seen in its \
                 first quarter where {expected_newcomers:.0} newcomers were to be expected, and \
                 about {:.0} % of all customers were there before it begins",
                100.0 * share_from_before
            ),
        }
    }
}

/// A Pareto/NBD learnt from a file that may be cut at its start.
#[derive(Clone, Debug)]
pub struct CutStart {
    /// What was found, to be shown.
    pub finding: StartFinding,
    /// The model, corrected where the file is cut: it holds for newcomers from their first
    /// order on.
    pub fit: Fitted<ParetoNbd>,
    window: f64,
    mixture: Option<Mixture>,
}

impl CutStart {
    /// Judges the start of a file and fits the model.
    ///
    /// - Formula: maximum of `Σ ln{ K·L_before/P(seen) + ν_q·L_new } − K − Σ ν_q·weeks_q` over
    ///   the number K seen from before, the ν_q of every quarter, r, α, s, β and the years
    ///   before; against that at K = 0.
    /// - Shape: a folded base in, the finding and the model out.
    /// - Units: weeks.
    /// - Range: any base the Pareto/NBD can be fitted to; where the file is whole the fit is
    ///   the plain one.
    /// - Errors: [`FitError`] of the Pareto/NBD.
    /// - Source: own derivation from the Pareto/NBD's story, in `cut_likelihood.rs`.
    /// - Checked: `tests/cut_start.rs`; parameters of cut logs come out nearer than naively.
    ///
    /// ```no_run
    /// use clv::{CutStart, FoldedHistories, History};
    ///
    /// # fn histories() -> Vec<History> { Vec::new() }
    /// let base = FoldedHistories::fold(&histories());
    /// let start = CutStart::learn(&base)?;
    /// println!("{}", start.finding);
    /// # Ok::<(), clv::FitError>(())
    /// ```
    pub fn learn(base: &FoldedHistories) -> Result<Self, FitError> {
        let plain = ParetoNbd::fit(base)?;
        let window = window_of(base.rows());
        let without = |finding| Self {
            finding,
            fit: plain.clone(),
            window,
            mixture: None,
        };
        if window < SHORTEST_WINDOW {
            return Ok(without(StartFinding::TooShort { weeks: window }));
        }
        let seen = Seen::of(base, window);
        if !seen.begins_with_more_than_it_goes_on() {
            return Ok(without(StartFinding::Whole));
        }
        let (mixture, maximum) = seen.fit(plain.params.theta())?;
        let gain = seen.net_gain(&mixture, &plain.params.theta());
        if gain <= 0.0 {
            return Ok(without(StartFinding::Whole));
        }
        let model = ParetoNbd::at(mixture.theta);
        let (customers, rows) = (base.customers(), base.rows().len());
        let mut fit = maximum.into_fitted(model, customers, rows, plain.note);
        fit.log_likelihood = mixture.log_likelihood;
        Ok(Self {
            finding: StartFinding::Cut {
                share_from_before: seen.share_from_before(&mixture),
                first_quarter: seen.first_quarter() as usize,
                expected_newcomers: seen.newcomers_to_expect(),
                gain,
            },
            fit,
            window,
            mixture: Some(mixture),
        })
    }

    /// Chance that a customer was there before the file begins.
    ///
    /// - Formula: the mixture's share of the customers from before, given the history.
    /// - Shape: one history of the base in, one chance out.
    /// - Units: a share 0..=1.
    /// - Range: zero where the file is whole.
    /// - Errors: none.
    /// - Source: Bayes' rule on the mixture of [`learn`](Self::learn).
    /// - Checked: `tests/cut_start.rs` against the planted customers.
    pub fn p_from_before(&self, history: &History) -> f64 {
        match &self.mixture {
            None => 0.0,
            Some(mixture) => mixture.p_from_before(&self.row(history)),
        }
    }

    /// Chance that a customer has not left for good, whenever they came.
    ///
    /// - Formula: that of the Pareto/NBD as a newcomer and at every age before, weighed by what
    ///   the history says of each.
    /// - Shape: one history of the base in, one chance out.
    /// - Units: a share 0..=1.
    /// - Range: that of the Pareto/NBD where the file is whole.
    /// - Errors: none.
    /// - Source: as [`p_from_before`](Self::p_from_before).
    /// - Checked: `tests/cut_start.rs`.
    pub fn p_alive(&self, history: &History) -> f64 {
        self.mean(history, |model, own| model.p_alive(own))
    }

    /// Expected orders in the next `horizon` weeks, whenever the customer came.
    ///
    /// - Formula: as [`p_alive`](Self::p_alive), for the Pareto/NBD's expectation.
    /// - Shape: one history of the base and a horizon in, one mean out.
    /// - Units: weeks in, orders out.
    /// - Range: that of the Pareto/NBD where the file is whole.
    /// - Errors: none.
    /// - Source: as [`p_from_before`](Self::p_from_before).
    /// - Checked: `tests/cut_start.rs` against the orders that came.
    pub fn expected_orders(&self, history: &History, horizon: f64) -> f64 {
        self.mean(history, |model, own| model.expected_orders(own, horizon))
    }

    /// A quantity of the Pareto/NBD, over the ways the customer may have come.
    fn mean(&self, history: &History, of: impl Fn(&ParetoNbd, &History) -> f64) -> f64 {
        let newcomer = of(&self.fit.params, history);
        let Some(mixture) = &self.mixture else {
            return newcomer;
        };
        let row = self.row(history);
        let before = mixture.p_from_before(&row);
        let parts = known_parts(&row, &mixture.theta, &mixture.ages);
        let top = parts
            .iter()
            .fold(f64::NEG_INFINITY, |top, (ln, _)| top.max(*ln));
        let (mut sum, mut weights) = (0.0, 0.0);
        for (ln_weight, model) in &parts {
            let weight = (ln_weight - top).exp();
            sum += weight * of(model, &row.as_known.history);
            weights += weight;
        }
        (1.0 - before) * newcomer + before * sum / weights
    }

    fn row(&self, history: &History) -> SeenRow {
        let row = FoldedRow {
            history: *history,
            count: 1,
        };
        SeenRow::of(&row, self.window.max(history.t_obs() + 1e-9))
    }
}
