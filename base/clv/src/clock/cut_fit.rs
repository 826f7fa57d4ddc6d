//! Numbers and parameters of a file with customers from before its start.
//!
//! Enters: customers as the file shows them. Leaves: how many come from before, how many
//! newcomers every quarter brings, and the Pareto/NBD behind both.
//!
//! Numbers and parameters are found in turn. Given the parameters, every customer's density
//! under the two sources stands still, and the numbers follow by the EM algorithm at no cost
//! (Dempster, Laird & Rubin 1977). Given the numbers, the parameters maximise the likelihood of
//! the mixture by Newton's method.

use crate::clock::cut_likelihood::{
    SeenRow, ages_before, known_curve, ln_seen_curve, newcomer_curve,
};
use crate::fit::curve::{Curve, LogSum, sum_over};
use crate::fit::fitted::{FitError, Maximum, Search, maximise};
use crate::folded::FoldedHistories;
use crate::history::WEEKS_PER_YEAR;
use crate::models::pareto_nbd::search as plain_search;
use rayon::prelude::*;

/// Length of the stretches with their own rate of newcomers: a quarter.
const STRETCH_WEEKS: f64 = 13.0;

/// Years before the window over which older customers may have come, tried in turn.
const YEARS_BEFORE: [f64; 4] = [1.0, 3.0, 8.0, 20.0];

/// Distinct histories used at most; more tell little more about a handful of parameters.
const MOST_ROWS: usize = 3_000;

/// Turns of numbers and parameters at most, and the gain in log-likelihood that is worth
/// another one.
const MOST_TURNS: usize = 25;
const WORTH_A_TURN: f64 = 1e-2;

/// Rounds of the EM algorithm for the numbers, which cost next to nothing.
const ROUNDS: usize = 200;

/// Parameters that a start in the middle costs: the number from before, the years, and the
/// choice to look.
const PARAMETERS: f64 = 3.0;

/// The two sources with their numbers and parameters.
#[derive(Clone, Debug)]
pub(crate) struct Mixture {
    pub(crate) theta: [f64; 4],
    pub(crate) ages: Vec<(f64, f64)>,
    window: f64,
    /// Customers from before who are seen in the window.
    seen_before: f64,
    /// Newcomers per week, stretch by stretch.
    newcomers: Vec<f64>,
    pub(crate) log_likelihood: f64,
}

impl Mixture {
    /// Logarithms of the densities of rows under the two sources, without the numbers.
    fn ln_densities(&self, rows: &[SeenRow]) -> Vec<[f64; 2]> {
        let ln_seen = ln_seen_curve(self.window, &self.theta, &self.ages).value;
        rows.par_iter()
            .map(|row| {
                let known = known_curve(row, &self.theta, &self.ages).value;
                [known - ln_seen, newcomer_curve(row, &self.theta).value]
            })
            .collect()
    }

    /// Newcomers per week when a row was first seen.
    fn rate(&self, row: &SeenRow) -> f64 {
        self.newcomers[stretch_of(row.first_seen(), self.newcomers.len())]
    }

    /// The logarithm of the mixture's density of a row, and the share from before.
    fn mix(&self, row: &SeenRow, [known, new]: [f64; 2]) -> (f64, f64) {
        let before = self.seen_before.ln() + known;
        let new = self.rate(row).ln() + new;
        let top = before.max(new);
        let either = top + ((before - top).exp() + (new - top).exp()).ln();
        (either, (before - either).exp())
    }

    /// The chance that a customer comes from before.
    pub(crate) fn p_from_before(&self, row: &SeenRow) -> f64 {
        let densities = self.ln_densities(std::slice::from_ref(row));
        self.mix(row, densities[0]).1
    }
}

fn stretch_of(first_seen: f64, stretches: usize) -> usize {
    ((first_seen / STRETCH_WEEKS) as usize).min(stretches - 1)
}

/// The customers as the file shows them.
pub(crate) struct Seen {
    rows: Vec<SeenRow>,
    window: f64,
    customers: f64,
    search: Search<4>,
    /// Weeks and customers first seen, stretch by stretch.
    stretches: Vec<(f64, f64)>,
}

impl Seen {
    /// Tells a base, or an even part of a large one, by its window.
    pub(crate) fn of(base: &FoldedHistories, window: f64) -> Self {
        let part = base.thinned(base.rows().len().div_ceil(MOST_ROWS).max(1));
        let told = part.rows().iter().map(|row| SeenRow::of(row, window));
        let rows: Vec<SeenRow> = told.collect();
        let count = ((window / STRETCH_WEEKS) as usize).max(1);
        let mut stretches = vec![(STRETCH_WEEKS, 0.0); count];
        stretches[count - 1].0 = window - STRETCH_WEEKS * (count - 1) as f64;
        for row in &rows {
            stretches[stretch_of(row.first_seen(), count)].1 += row.customers();
        }
        Self {
            rows,
            window,
            customers: part.customers() as f64,
            search: plain_search(&part),
            stretches,
        }
    }

    /// Newcomers per week in the later half of the window, in which older customers have been
    /// seen already.
    fn later_rate(&self) -> f64 {
        let later = &self.stretches[self.stretches.len() / 2..];
        let weeks: f64 = later.iter().map(|(weeks, _)| weeks).sum();
        later.iter().map(|(_, came)| came).sum::<f64>() / weeks
    }

    /// Customers first seen in the first quarter.
    pub(crate) fn first_quarter(&self) -> f64 {
        self.stretches[0].1
    }

    /// Newcomers that the rest of the file lets expect in the first quarter.
    pub(crate) fn newcomers_to_expect(&self) -> f64 {
        self.later_rate() * self.stretches[0].0
    }

    /// Whether more customers are first seen in the first quarter than later ones foretell, by
    /// two deviations; if not, there is nothing to look for.
    pub(crate) fn begins_with_more_than_it_goes_on(&self) -> bool {
        let (came, expected) = (self.first_quarter(), self.newcomers_to_expect());
        came - expected > 2.0 * (came + expected).sqrt()
    }

    /// Share of the customers who come from before.
    pub(crate) fn share_from_before(&self, mixture: &Mixture) -> f64 {
        mixture.seen_before / self.customers
    }

    /// Gain in log-likelihood over newcomers alone, after the parameters are paid for
    /// (Schwarz 1978).
    pub(crate) fn net_gain(&self, mixture: &Mixture, plain: &[f64; 4]) -> f64 {
        let newcomers: f64 = self
            .rows
            .iter()
            .map(|row| row.customers() * newcomer_curve(row, plain).value)
            .sum();
        let arrivals = self.stretches.iter().filter(|(_, came)| *came > 0.0);
        let arrivals = arrivals.map(|(weeks, came)| came * ((came / weeks).ln() - 1.0));
        let gain = mixture.log_likelihood - newcomers - arrivals.sum::<f64>();
        gain - 0.5 * PARAMETERS * self.customers.ln()
    }

    /// The likeliest mixture over the years tried.
    pub(crate) fn fit(&self, theta: [f64; 4]) -> Result<(Mixture, Maximum<4>), FitError> {
        let mut best: Option<(Mixture, Maximum<4>)> = None;
        for years in YEARS_BEFORE {
            let start = best.as_ref().map_or(theta, |(found, _)| found.theta);
            let found = self.alternate(self.guess(start, years))?;
            if best
                .as_ref()
                .is_none_or(|(best, _)| found.0.log_likelihood > best.log_likelihood)
            {
                best = Some(found);
            }
        }
        match best {
            Some(best) => Ok(best),
            None => unreachable!("at least one number of years is tried"),
        }
    }

    /// A guess: what the first quarter has above the later rate comes from before.
    fn guess(&self, theta: [f64; 4], years: f64) -> Mixture {
        let excess = self.first_quarter() - self.newcomers_to_expect();
        let rate = self.later_rate();
        let newcomers = self.stretches.iter().map(|(weeks, came)| {
            let all = came / weeks;
            all.min(rate.max(0.1 * all))
        });
        Mixture {
            theta,
            ages: ages_before(years * WEEKS_PER_YEAR, theta[3]),
            window: self.window,
            seen_before: excess.max(1.0),
            newcomers: newcomers.collect(),
            log_likelihood: f64::NEG_INFINITY,
        }
    }

    /// Numbers and parameters in turn, until nothing is gained.
    fn alternate(&self, mut mixture: Mixture) -> Result<(Mixture, Maximum<4>), FitError> {
        self.renew_numbers(&mut mixture);
        let mut maximum = self.maximise(&mixture)?;
        for _ in 0..MOST_TURNS {
            mixture.theta = maximum.theta;
            let before = mixture.log_likelihood;
            self.renew_numbers(&mut mixture);
            if mixture.log_likelihood - before < WORTH_A_TURN {
                break;
            }
            maximum = self.maximise(&mixture)?;
        }
        Ok((mixture, maximum))
    }

    /// The numbers, and the likelihood they leave, given the parameters.
    fn renew_numbers(&self, mixture: &mut Mixture) {
        let densities = mixture.ln_densities(&self.rows);
        for _ in 0..ROUNDS {
            let mut newcomers = vec![0.0; self.stretches.len()];
            let (mut from_before, mut log_likelihood) = (0.0, 0.0);
            for (row, density) in self.rows.iter().zip(&densities) {
                let (either, share) = mixture.mix(row, *density);
                let stretch = stretch_of(row.first_seen(), newcomers.len());
                newcomers[stretch] += row.customers() * (1.0 - share);
                from_before += row.customers() * share;
                log_likelihood += row.customers() * either;
            }
            // At the renewed numbers each source expects as many as were counted.
            log_likelihood -= self.customers;
            let gained = log_likelihood - mixture.log_likelihood;
            mixture.log_likelihood = log_likelihood;
            mixture.seen_before = from_before;
            let rates = newcomers.iter().zip(&self.stretches);
            mixture.newcomers = rates.map(|(came, (weeks, _))| came / weeks).collect();
            if gained.abs() < WORTH_A_TURN / 100.0 {
                break;
            }
        }
    }

    /// The parameters, given the numbers; those from before count by their density among the
    /// seen.
    fn maximise(&self, mixture: &Mixture) -> Result<Maximum<4>, FitError> {
        let search = Search {
            starts: vec![mixture.theta],
            ..self.search.clone()
        };
        maximise(&search, |theta| {
            let ln_seen = ln_seen_curve(self.window, theta, &mixture.ages);
            sum_over(&self.rows, |row| {
                (mixed_curve(mixture, row, theta, &ln_seen), row.customers())
            })
        })
    }
}

/// The logarithm of the mixture's density of a row.
fn mixed_curve(mixture: &Mixture, row: &SeenRow, theta: &[f64; 4], ln_seen: &Curve<4>) -> Curve<4> {
    let mut either = LogSum::new();
    let mut new = newcomer_curve(row, theta);
    new.value += mixture.rate(row).ln();
    either.add(&new);
    let mut known = known_curve(row, theta, &mixture.ages);
    known.add_scaled(ln_seen, -1.0);
    known.value += mixture.seen_before.ln();
    either.add(&known);
    either.finish()
}
