//! A customer who is active now and may leave after any order to come.
//!
//! Enters: the gamma posterior of the order rate, the beta posterior of the chance to leave.
//! Leaves: mean and distribution of the number of orders in the coming weeks.

use crate::fit::special::{ln_rising, negative_binomial, power_complement, trigamma};
use statrs::function::beta::{beta_reg, ln_beta};

/// What is believed about an active customer: rate ~ gamma, chance to leave ~ beta.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ActiveCustomer {
    /// Shape of the order rate, r + x.
    pub(crate) shape: f64,
    /// Weeks the shape was seen over, α + T.
    pub(crate) weeks: f64,
    /// First beta parameter of the chance to leave after an order, a.
    pub(crate) leave: f64,
    /// Second beta parameter, b + the orders after which the customer stayed.
    pub(crate) stay: f64,
    /// Poisson stages that make one order, k.
    pub(crate) stages: u32,
    /// Stages already passed since the last order, below k.
    pub(crate) passed: u32,
}

/// Terms of the series before the integral takes over; it needs about 35/(1−z).
const MOST_TERMS: u32 = 3000;

/// First beta parameter above which the integral is the faster way: the posterior is so narrow
/// that about eighty points do, while the series needs thousands of terms or cancels.
const NARROW_POSTERIOR: f64 = 30.0;

/// Relative rounding error beyond which the series is given up for the integral.
const TOLERATED_ERROR: f64 = 1e-11;

/// Expected stages up to which they are counted one by one.
const MOST_STAGES: f64 = 1e5;

/// Beta parameters below this have a tail that the trapezoidal rule would have to follow for
/// more than eighty units of log-odds.
const HEAVY_TAIL: f64 = 0.5;

impl ActiveCustomer {
    /// Mean number of orders in the next `horizon` weeks.
    ///
    /// For a known rate λ and chance p the mean is (1 − e^(−λpt))/p. Its mean over both
    /// posteriors is a Gauss hypergeometric function; Euler's transformation takes the
    /// factor a−1 out of it, so that nothing divides by zero at a = 1.
    pub(crate) fn expected_orders(&self, horizon: f64) -> f64 {
        if horizon <= 0.0 {
            return 0.0;
        }
        if self.stages > 1 {
            return self.by_stages(horizon);
        }
        let by_series = match self.leave > NARROW_POSTERIOR {
            true => None,
            false => self.by_series(horizon),
        };
        by_series.unwrap_or_else(|| self.by_integral(horizon))
    }

    /// Chance to be still active in `horizon` weeks.
    pub(crate) fn p_stays(&self, horizon: f64) -> f64 {
        if horizon <= 0.0 {
            return 1.0;
        }
        if self.stages > 1 {
            return self.stays_by_stages(horizon);
        }
        let load = horizon / self.weeks;
        let stays = |p: f64| (-self.shape * (p * load).ln_1p()).exp();
        self.mean_over_leaving(stays, 1.0, self.shape * load)
    }

    /// The sum over the stages passed of their chance × the chance to have stayed through the
    /// orders they make.
    fn stays_by_stages(&self, horizon: f64) -> f64 {
        let load = horizon / self.weeks;
        let mean = self.shape * load;
        if mean > MOST_STAGES {
            return self.with_a_slower_clock().p_stays(horizon);
        }
        let mut exactly = negative_binomial(self.shape, load, 0);
        let (mut stayed, mut orders, mut sum) = (1.0, 0, 0.0);
        for count in 0u32.. {
            if count + self.passed == (orders + 1) * self.stages {
                let n = f64::from(orders);
                stayed *= (self.stay + n) / (self.leave + self.stay + n);
                orders += 1;
            }
            sum += exactly * stayed;
            let n = f64::from(count);
            exactly = match exactly > f64::MIN_POSITIVE {
                true => exactly * (self.shape + n) / (n + 1.0) * load / (1.0 + load),
                false => negative_binomial(self.shape, load, count + 1),
            };
            if n > mean && exactly * stayed * (1.0 + load) <= 1e-16 * sum {
                break;
            }
        }
        sum
    }

    /// So many stages that their number per order is as good as a slower clock.
    fn with_a_slower_clock(&self) -> Self {
        Self {
            weeks: self.weeks * f64::from(self.stages),
            stages: 1,
            ..*self
        }
    }

    /// Chance of exactly `n` orders in the next `horizon` weeks: either all n were survived,
    /// or the n-th was the last and more would have come.
    pub(crate) fn order_probability(&self, horizon: f64, n: u32) -> f64 {
        if horizon <= 0.0 {
            return if n == 0 { 1.0 } else { 0.0 };
        }
        let all = self.leave + self.stay;
        let needed = |orders: u32| (orders * self.stages).saturating_sub(self.passed);
        let load = horizon / self.weeks;
        let exactly: f64 = (needed(n)..needed(n + 1))
            .map(|k| negative_binomial(self.shape, load, k))
            .sum();
        let stayed = (ln_rising(self.stay, n) - ln_rising(all, n)).exp() * exactly;
        if n == 0 {
            return stayed;
        }
        let ln_left = ln_rising(self.stay, n - 1) + self.leave.ln() - ln_rising(all, n);
        let at_least = beta_reg(f64::from(needed(n)), self.shape, load / (1.0 + load));
        stayed + ln_left.exp() * at_least
    }

    /// The sum over n of P(at least n orders arrive) × P(stayed after the n−1 before), with
    /// the stages counted through a running negative binomial distribution.
    fn by_stages(&self, horizon: f64) -> f64 {
        let load = horizon / self.weeks;
        let mean = self.shape * load;
        if mean > MOST_STAGES {
            return self.with_a_slower_clock().expected_orders(horizon);
        }
        let deviation = (mean * (1.0 + load)).sqrt();
        let first = (mean - 12.0 * deviation).max(0.0) as u32;
        let mut at_least = 1.0;
        let mut exactly = negative_binomial(self.shape, load, first);
        let (mut stayed, mut orders, mut sum) = (1.0, 0, 0.0);
        for count in 0u32.. {
            if count + self.passed == (orders + 1) * self.stages {
                sum += at_least * stayed;
                let n = f64::from(orders);
                stayed *= (self.stay + n) / (self.leave + self.stay + n);
                orders += 1;
            }
            if count >= first {
                at_least = f64::max(at_least - exactly, 0.0);
                let n = f64::from(count);
                exactly *= (self.shape + n) / (n + 1.0) * load / (1.0 + load);
                // What is left of `at_least` may be rounding, so it must not keep the sum going.
                if n > mean && (at_least * stayed).min(exactly * n) <= 1e-15 * sum {
                    break;
                }
            }
        }
        sum
    }

    /// c·(1−(1−z)^(a−1))/(a−1) − (1−z)^(a−1)·Σ (A)ₙ(a)ₙ₋₁/((c+1)ₙ₋₁ n!)·zⁿ with
    /// z = t/(weeks+t), c = a+b−1, A = c−shape; `None` where rounding would show.
    pub(crate) fn by_series(&self, horizon: f64) -> Option<f64> {
        let z = horizon / (self.weeks + horizon);
        let ln_rest = -(horizon / self.weeks).ln_1p();
        let c = self.leave + self.stay - 1.0;
        let first = c - self.shape;
        let (sum, largest) = series_sum(first, self.leave, c, z)?;
        let smooth = c * power_complement(ln_rest, self.leave - 1.0);
        let power = ((self.leave - 1.0) * ln_rest).exp();
        let mean = smooth - power * sum;
        let rounding = f64::EPSILON * (smooth.abs() + power * largest);
        (mean.is_finite() && rounding <= TOLERATED_ERROR * mean).then_some(mean)
    }

    /// The mean of (1 − (1+pt/weeks)^(−shape))/p over the beta posterior.
    pub(crate) fn by_integral(&self, horizon: f64) -> f64 {
        let orders = |p: f64| -(-self.shape * (p * horizon / self.weeks).ln_1p()).exp_m1() / p;
        let most = self.shape * horizon / self.weeks;
        self.mean_over_leaving(orders, most, most)
    }

    /// The mean of a function of the chance to leave over its beta posterior, by the trapezoidal
    /// rule in the log-odds, which converges exponentially. Where a tail of the posterior is
    /// heavy, the value at its end is taken out along a straight line and added exactly, so
    /// that what is integrated falls off fast. `at_zero` is the function's limit at no chance,
    /// `steepness` how fast it changes there.
    fn mean_over_leaving(&self, value: impl Fn(f64) -> f64, at_zero: f64, steepness: f64) -> f64 {
        let (a, b) = (self.leave, self.stay);
        let at_zero = if a < HEAVY_TAIL { at_zero } else { 0.0 };
        let at_one = if b < HEAVY_TAIL { value(1.0) } else { 0.0 };
        let deviation = (trigamma(a + 1.0) + trigamma(b + 1.0)).sqrt();
        let step = (deviation / 4.0).min(0.25);
        let left = 10.0 * deviation + (40.0 + steepness.ln_1p()) / a.max(HEAVY_TAIL);
        let right = 10.0 * deviation + 40.0 / b.max(HEAVY_TAIL);
        let start = ((a + 1.0) / (b + 1.0)).ln() - left;
        let ln_norm = ln_beta(a, b);
        let mut sum = 0.0;
        for node in 0..=((left + right) / step).ceil() as u32 {
            let log_odds = start + step * f64::from(node);
            let (ln_p, ln_q) = (-(-log_odds).exp().ln_1p(), -log_odds.exp().ln_1p());
            let (p, q) = (ln_p.exp(), ln_q.exp());
            let weight = (a * ln_p + b * ln_q - ln_norm).exp();
            if p > 0.0 && weight > 0.0 {
                sum += weight * (value(p) - q * at_zero - p * at_one);
            }
        }
        (b * at_zero + a * at_one) / (a + b) + sum * step
    }
}

/// The series and its largest partial size, or `None` when it does not settle in time.
fn series_sum(first: f64, a: f64, c: f64, z: f64) -> Option<(f64, f64)> {
    let mut term = first * z;
    let mut sum = term;
    let mut largest = term.abs();
    for n in 1..MOST_TERMS {
        let n = f64::from(n);
        let ratio = (first + n) * (a + n - 1.0) * z / ((c + n) * (n + 1.0));
        term *= ratio;
        sum += term;
        largest = largest.max(sum.abs()).max(term.abs());
        if term.abs() <= 1e-17 * sum.abs().max(1e-300) && ratio.abs() < 1.0 {
            return sum.is_finite().then_some((sum, largest));
        }
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn series_and_integral_everywhere_agree() {
        for shape in [0.05, 0.24, 2.2, 30.0, 1e4] {
            for weeks in [0.5, 4.4, 40.0, 2000.0] {
                for (leave, stay) in [
                    (1e-5, 3.0),
                    (0.8, 2.4),
                    (1.0, 5.0),
                    (3.0, 0.1),
                    (7.0, 300.0),
                ] {
                    let customer = ActiveCustomer {
                        shape,
                        weeks,
                        leave,
                        stay,
                        stages: 1,
                        passed: 0,
                    };
                    for horizon in [0.01, 1.0, 52.0] {
                        let Some(series) = customer.by_series(horizon) else {
                            continue;
                        };
                        let integral = customer.by_integral(horizon);
                        assert!(
                            (series / integral - 1.0).abs() < 1e-9,
                            "{customer:?} {horizon}: {series} {integral}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn nobody_leaving_gives_the_plain_rate() {
        let customer = ActiveCustomer {
            shape: 50.0,
            weeks: 100.0,
            leave: 1e-12,
            stay: 5.0,
            stages: 1,
            passed: 0,
        };
        assert!((customer.expected_orders(10.0) - 5.0).abs() < 1e-9);
    }
}
