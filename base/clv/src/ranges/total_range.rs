//! How far the total of a whole base may lie from what was foretold.
//!
//! Enters: a total, the customers' own spread, how totals of the past were missed. Leaves: a
//! range.
//!
//! Customers' chances even out over a base; what does not is the error of the method itself:
//! a level that moved, a season. That error is known from the backtest, and added. In a base of a
//! few customers it is the other way round: there the chances make the range.

use crate::choosing::choice::Choice;
use crate::folded::FoldedHistories;
use crate::models::base_model::BaseModel;
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// Error of totals to reckon with before any is known, and how many origins that belief is
/// worth: on the reference logs totals of half a year to two were missed by 0 to 12 %.
const USUAL_ERROR: f64 = 0.1;
const BELIEF_ORIGINS: f64 = 3.0;

/// A total and the range in which it may lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TotalRange {
    /// What is expected.
    pub expected: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl TotalRange {
    /// The range of a total, given its variance by the customers' own chances and the ratios of
    /// what came to what was foretold at past origins.
    ///
    /// - Formula: `E · exp(∓√(t²s² + ln²q))` with s² the mean square of the logarithms of the
    ///   ratios, three made-up ones of 10 % included, t Student's quantile for as many degrees of
    ///   freedom, and q that of a gamma distribution with mean 1 and variance variance/E².
    /// - Shape: a total, its variance, ratios and a coverage in, a range out.
    /// - Units: any; the variance in their square.
    /// - Range: on the side of zero of what is expected, a loss as a gain mirrored; zero to zero
    ///   where nothing is.
    /// - Errors: none; ratios that are not positive are left out.
    /// - Source: split conformal thinking (Vovk, Gammerman & Shafer 2005) with the few errors
    ///   there are taken as Student's t; the prior is that of a scaled inverse chi-square
    ///   (Gelman et al., Bayesian Data Analysis, section 2.6); gamma quantiles by Wilson &
    ///   Hilferty 1931, Proceedings of the National Academy of Sciences 17(12).
    /// - Checked: `tests/ranges.rs`; `cargo run --example accuracy` counts over origins.
    pub fn of(expected: f64, variance: f64, past_ratios: &[f64], coverage: f64) -> Self {
        if expected < 0.0 {
            let mirrored = Self::of(-expected, variance, past_ratios, coverage);
            return Self {
                expected,
                low: -mirrored.high,
                high: -mirrored.low,
            };
        }
        if expected == 0.0 {
            return Self {
                expected,
                low: 0.0,
                high: 0.0,
            };
        }
        let squares: Vec<f64> = past_ratios
            .iter()
            .filter(|ratio| **ratio > 0.0 && ratio.is_finite())
            .map(|ratio| ratio.ln().powi(2))
            .collect();
        let degrees = BELIEF_ORIGINS + squares.len() as f64;
        let known: f64 = squares.iter().sum();
        let method = (BELIEF_ORIGINS * USUAL_ERROR.powi(2) + known) / degrees;
        let reach = student_quantile(degrees, coverage) * method.sqrt();
        let [low, high] = gamma_quantiles(variance.max(0.0) / expected.powi(2), coverage);
        // Where hardly anything is expected, the upper quantile is nothing; a range holds its mean.
        let [low, high] = [low.min(1.0), high.max(1.0)].map(|end| reach.hypot(end.ln()));
        Self {
            expected,
            low: expected * (-low).exp(),
            high: expected * high.exp(),
        }
    }
}

impl Choice {
    /// The range of the orders of all customers together in the next `horizon` weeks, where
    /// `expected` is the sum of what the forecast expects.
    ///
    /// - Formula: [`TotalRange::of`] with the variances of the model and the ratios of the
    ///   choice's own origins.
    /// - Shape: the base, the total, a horizon, a coverage in, a range out.
    /// - Units: orders; weeks in.
    /// - Range: around the total given.
    /// - Errors: none.
    /// - Source: as there.
    /// - Checked: `cargo run --example accuracy`, over the origins of all logs.
    pub fn total_orders(
        &self,
        base: &FoldedHistories,
        expected: f64,
        horizon: f64,
        coverage: f64,
    ) -> TotalRange {
        let model: &BaseModel = &self.model;
        let variance = base.total(|history| model.order_variance(history, horizon));
        TotalRange::of(expected, variance, &self.past_ratios(), coverage)
    }

    /// What came over what the choice would have foretold, origin by origin.
    ///
    /// - Formula: `1 / (1 + bias)`.
    /// - Shape: one ratio per origin out, none without a backtest.
    /// - Units: a ratio.
    /// - Range: zero or more; infinite where nothing was foretold.
    /// - Errors: none.
    /// - Source: definition.
    /// - Checked: `tests/ranges.rs`, through the range of a total.
    pub fn past_ratios(&self) -> Vec<f64> {
        self.chosen
            .iter()
            .map(|trial| 1.0 / (1.0 + trial.scores.bias))
            .collect()
    }
}

/// The share below the upper end of a two-sided range.
fn upper_share(coverage: f64) -> f64 {
    0.5 + coverage.clamp(0.0, 0.999_999) / 2.0
}

/// Two-sided quantile of Student's t.
fn student_quantile(degrees: f64, coverage: f64) -> f64 {
    match StudentsT::new(0.0, 1.0, degrees) {
        Ok(student) => student.inverse_cdf(upper_share(coverage)),
        Err(_) => unreachable!("degrees of freedom are three or more"),
    }
}

/// Two-sided quantiles of a gamma distribution with mean 1: its cube root is nearly normal.
fn gamma_quantiles(variance: f64, coverage: f64) -> [f64; 2] {
    let normal = Normal::standard().inverse_cdf(upper_share(coverage));
    [-normal, normal].map(|z| {
        let root = 1.0 - variance / 9.0 + z * variance.sqrt() / 3.0;
        root.max(0.0).powi(3)
    })
}
