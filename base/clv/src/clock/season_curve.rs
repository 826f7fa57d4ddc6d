//! The shape of the year: harmonics, and what single weeks add to them.
//!
//! Enters: orders that came and orders to expect, week by week. Leaves: a multiplier per week
//! of the year, and what it costs in parameters.
//!
//! A slow trend (straight and bent) is taken out along the way: what a model gets wrong about
//! young or old customers drifts over the whole log, and must not pass for a season. Counts
//! vary more than chance where customers act on the same news; the spread around the richest
//! curve says by how much, and all evidence is divided by it.

use crate::clock::season::{SEASON_WEEKS, Season};
use crate::fit::curve::Curve;
use crate::fit::minimise::{cholesky, solve};
use statrs::function::gamma::ln_gamma;
use std::f64::consts::TAU;

/// Harmonics at most: the fourth has a period of three months.
const MOST_HARMONICS: usize = 4;

/// Level, slope and bend of the trend, then a cosine and a sine per harmonic.
const TERMS: usize = 3 + 2 * MOST_HARMONICS;

/// Weeks from which trend and season can be told apart: a year and a half.
const WEEKS_FOR_A_TREND: usize = 78;

/// Weeks of a second year or later from which the spread is taken from year to year.
const FEWEST_REPEATED_WEEKS: usize = 26;

/// Smallest mean a week is compared with, in orders.
const SMALLEST_MEAN: f64 = 0.5;

/// Steps of Newton's method; the Poisson regression needs about six.
const MOST_STEPS: usize = 30;

/// Prior strengths tried for single weeks, in orders: from "almost free" to "almost fixed".
const STRENGTHS: [f64; 13] = [
    10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1280.0, 2560.0, 5120.0, 10_240.0, 40_960.0,
    163_840.0,
];

/// One week of the log.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WeekCell {
    /// Weeks since the fixed date.
    week: i64,
    /// Repeat orders that came.
    pub(crate) came: f64,
    /// Repeat orders to expect at an even clock.
    pub(crate) expected: f64,
}

impl WeekCell {
    pub(crate) fn empty(week: i64) -> Self {
        Self {
            week,
            came: 0.0,
            expected: 0.0,
        }
    }

    fn week_of_year(&self) -> usize {
        self.week.rem_euclid(SEASON_WEEKS as i64) as usize
    }
}

/// Harmonics with single weeks on top.
#[derive(Clone, Debug)]
pub(crate) struct SeasonCurve {
    multipliers: [f64; SEASON_WEEKS],
    /// Log-likelihood over the spread, less the price of harmonics and of single weeks.
    evidence: f64,
    /// What the parameters cost in log-likelihood: half a logarithm of the orders for each of a
    /// harmonic's two (Schwarz 1978), one for each week left to itself (Akaike 1974), since
    /// these have paid by their own evidence already.
    price: f64,
    /// Variance over that of chance.
    spread: f64,
}

impl SeasonCurve {
    /// Fits the curve; `None` when neither harmonics nor single weeks stand out.
    pub(crate) fn fit(cells: &[WeekCell]) -> Option<Self> {
        let orders: f64 = cells.iter().map(|cell| cell.came).sum();
        if orders <= 0.0 || cells.iter().all(|cell| cell.expected <= 0.0) {
            return None;
        }
        let trend = cells.len() >= WEEKS_FOR_A_TREND;
        let fits: Vec<Regression> = (0..=MOST_HARMONICS)
            .map_while(|harmonics| Regression::fit(cells, trend, harmonics))
            .collect();
        let spread = fits.last()?.spread(cells);
        let price = orders.ln();
        let curves = fits.iter().map(|fit| Self::of(fit, cells, spread, price));
        let best = curves.max_by(|one, other| one.evidence.total_cmp(&other.evidence))?;
        (best.price > 0.0).then_some(best)
    }

    /// Harmonics with whatever single weeks add to them.
    fn of(harmonics: &Regression, cells: &[WeekCell], spread: f64, price: f64) -> Self {
        let (own, gain, weeks) = single_weeks(cells, harmonics, spread, price);
        let paid = harmonics.harmonics as f64 * price;
        Self {
            multipliers: std::array::from_fn(|week| harmonics.season_at(week).exp() * own[week]),
            evidence: harmonics.log_likelihood / spread + gain - paid,
            price: paid + weeks,
            spread,
        }
    }

    pub(crate) fn season(&self) -> Season {
        Season::new(self.multipliers)
    }

    /// What is left of a gain in log-likelihood when spread and parameters are paid for.
    pub(crate) fn net_gain(&self, gain: f64) -> f64 {
        gain / self.spread - self.price
    }
}

/// A Poisson regression of the orders that came on trend and harmonics.
#[derive(Clone, Debug)]
struct Regression {
    beta: [f64; TERMS],
    harmonics: usize,
    parameters: usize,
    length: f64,
    first_week: i64,
    log_likelihood: f64,
}

impl Regression {
    fn fit(cells: &[WeekCell], trend: bool, harmonics: usize) -> Option<Self> {
        let active = |term: usize| match term {
            0 => true,
            1 | 2 => trend,
            _ => term < 3 + 2 * harmonics,
        };
        let mut fit = Self {
            beta: [0.0; TERMS],
            harmonics,
            parameters: (0..TERMS).filter(|term| active(*term)).count(),
            length: cells.len().max(2) as f64,
            first_week: cells.first()?.week,
            log_likelihood: f64::NEG_INFINITY,
        };
        for _ in 0..MOST_STEPS {
            let curve = fit.curve(cells, active);
            let gained = curve.value - fit.log_likelihood;
            fit.log_likelihood = curve.value;
            if gained.abs() < 1e-9 * curve.value.abs().max(1.0) {
                return Some(fit);
            }
            let step = solve(&cholesky(&curve.hessian)?, &curve.gradient);
            let longest = step.iter().fold(1.0_f64, |most, part| most.max(part.abs()));
            for (beta, part) in fit.beta.iter_mut().zip(step) {
                *beta += part / longest;
            }
        }
        fit.log_likelihood.is_finite().then_some(fit)
    }

    /// Log-likelihood, gradient and information; terms not in use are held at zero.
    fn curve(&self, cells: &[WeekCell], active: impl Fn(usize) -> bool) -> Curve<TERMS> {
        let mut curve = Curve::zero();
        for cell in cells.iter().filter(|cell| cell.expected > 0.0) {
            let terms = self.terms(cell.week);
            let mean = cell.expected * self.predictor(&terms).exp();
            curve.value += cell.came * mean.ln() - mean;
            for i in (0..TERMS).filter(|&term| active(term)) {
                curve.gradient[i] += (cell.came - mean) * terms[i];
                for j in (0..TERMS).filter(|&term| active(term)) {
                    curve.hessian[i][j] += mean * terms[i] * terms[j];
                }
            }
        }
        for i in (0..TERMS).filter(|&term| !active(term)) {
            curve.hessian[i][i] = 1.0;
        }
        curve
    }

    fn terms(&self, week: i64) -> [f64; TERMS] {
        let at = 2.0 * (week - self.first_week) as f64 / (self.length - 1.0) - 1.0;
        let angle = TAU * (week.rem_euclid(SEASON_WEEKS as i64) as f64 + 0.5) / SEASON_WEEKS as f64;
        std::array::from_fn(|term| match term {
            0 => 1.0,
            1 => at,
            2 => at * at - 1.0 / 3.0,
            _ => {
                let harmonic = ((term - 1) / 2) as f64;
                if term % 2 == 1 {
                    (harmonic * angle).cos()
                } else {
                    (harmonic * angle).sin()
                }
            }
        })
    }

    fn predictor(&self, terms: &[f64; TERMS]) -> f64 {
        self.beta
            .iter()
            .zip(terms)
            .map(|(beta, term)| beta * term)
            .sum()
    }

    fn mean(&self, cell: &WeekCell) -> f64 {
        cell.expected * self.predictor(&self.terms(cell.week)).exp()
    }

    /// The harmonics' part alone.
    fn season_at(&self, week: usize) -> f64 {
        let mut terms = self.terms(week as i64);
        terms[..3].fill(0.0);
        self.predictor(&terms)
    }

    /// Variance over that of chance, by Pearson's statistic; never below one. Where years
    /// repeat, around the mean of each week of the year, so that no shape of the year counts as
    /// chance; else around this curve.
    fn spread(&self, cells: &[WeekCell]) -> f64 {
        let used: Vec<&WeekCell> = cells.iter().filter(|cell| cell.expected >= 1.0).collect();
        let mut came = [0.0; SEASON_WEEKS];
        let mut mean = [0.0; SEASON_WEEKS];
        for cell in &used {
            came[cell.week_of_year()] += cell.came;
            mean[cell.week_of_year()] += self.mean(cell);
        }
        let repeated = used.len().saturating_sub(SEASON_WEEKS + 3);
        let by_week = repeated >= FEWEST_REPEATED_WEEKS;
        let pearson: f64 = used
            .iter()
            .map(|cell| {
                let week = cell.week_of_year();
                let level = if by_week {
                    came[week] / mean[week]
                } else {
                    1.0
                };
                let expected = (self.mean(cell) * level).max(SMALLEST_MEAN);
                (cell.came - expected).powi(2) / expected
            })
            .sum();
        let free = match by_week {
            true => repeated,
            false => used.len().saturating_sub(self.parameters).max(1),
        };
        (pearson / free as f64).max(1.0)
    }
}

/// What every week of the year adds to the harmonics, drawn towards one by a gamma prior whose
/// strength is the likeliest (empirical Bayes); nothing where no strength pays its price. Also
/// the evidence gained, and how many parameters the weeks are worth: each counts as far as its
/// own orders outweigh the prior.
fn single_weeks(
    cells: &[WeekCell],
    harmonics: &Regression,
    spread: f64,
    price: f64,
) -> ([f64; SEASON_WEEKS], f64, f64) {
    let mut came = [0.0; SEASON_WEEKS];
    let mut mean = [0.0; SEASON_WEEKS];
    for cell in cells.iter().filter(|cell| cell.expected > 0.0) {
        came[cell.week_of_year()] += cell.came / spread;
        mean[cell.week_of_year()] += harmonics.mean(cell) / spread;
    }
    // The gamma-mixed Poisson likelihood over the plain one, week by week.
    let gain = |strength: f64| -> f64 {
        let level = strength * strength.ln() - ln_gamma(strength);
        came.iter()
            .zip(&mean)
            .map(|(came, mean)| {
                let shape = came + strength;
                level + ln_gamma(shape) - shape * (mean + strength).ln() + mean
            })
            .sum()
    };
    let best = STRENGTHS
        .into_iter()
        .map(|strength| (strength, gain(strength) - price))
        .max_by(|one, other| one.1.total_cmp(&other.1));
    match best.filter(|(_, net)| *net > 0.0) {
        None => ([1.0; SEASON_WEEKS], 0.0, 0.0),
        Some((strength, net)) => {
            let own = |week: usize| (came[week] + strength) / (mean[week] + strength);
            let weeks = came.iter().map(|came| came / (came + strength)).sum();
            (std::array::from_fn(own), net, weeks)
        }
    }
}
