//! Customers who behave exactly as a model says.

use clv::{Contracts, CovariatePath, History, Opportunities, Purchase, Spend};
use rand::{Rng, RngExt};
use rand_distr::{Beta, Distribution, Exp, Gamma, LogNormal};

/// A gamma draw, kept off zero.
fn gamma(rng: &mut impl Rng, shape: f64, rate: f64) -> f64 {
    f64::max(Gamma::new(shape, 1.0 / rate).unwrap().sample(rng), 1e-12)
}

/// Orders at random at a rate until `last`, seen for `weeks`.
fn orders_until(rng: &mut impl Rng, rate: f64, last: f64, weeks: f64) -> History {
    let gap = Exp::new(rate).unwrap();
    let (mut at, mut x, mut t_x) = (0.0, 0, 0.0);
    loop {
        at += f64::max(gap.sample(rng), 1e-9);
        if at > last.min(weeks) {
            return History::new(x, t_x, weeks).unwrap();
        }
        (x, t_x) = (x + 1, at);
    }
}

/// Nobody leaves.
pub(crate) fn nbd_customer(rng: &mut impl Rng, [r, alpha]: [f64; 2], weeks: f64) -> History {
    let rate = gamma(rng, r, alpha);
    orders_until(rng, rate, f64::INFINITY, weeks)
}

/// Leaving at any moment.
pub(crate) fn pareto_nbd_customer(
    rng: &mut impl Rng,
    [r, alpha, s, beta]: [f64; 4],
    weeks: f64,
) -> History {
    let rate = gamma(rng, r, alpha);
    let hazard = gamma(rng, s, beta);
    let last = Exp::new(hazard).unwrap().sample(rng);
    orders_until(rng, rate, last, weeks)
}

/// Leaving at any moment, with rates of ordering and leaving tied (by rejection).
pub(crate) fn correlated_customer(
    rng: &mut impl Rng,
    [r, alpha, s, beta, kappa]: [f64; 5],
    weeks: f64,
) -> History {
    let mean = |shape: f64, rate: f64| (rate / (1.0 + rate)).powf(shape);
    let (phi_orders, phi_leaving) = (mean(r, alpha), mean(s, beta));
    let tie = (kappa - 1.0) / (phi_orders * phi_leaving);
    let most = 1.0 + tie.abs();
    loop {
        let (rate, hazard) = (gamma(rng, r, alpha), gamma(rng, s, beta));
        let joint = 1.0 + tie * ((-rate).exp() - phi_orders) * ((-hazard).exp() - phi_leaving);
        if rng.random::<f64>() * most < joint {
            let last = Exp::new(hazard).unwrap().sample(rng);
            return orders_until(rng, rate, last, weeks);
        }
    }
}

/// Leaving more readily with age.
pub(crate) fn ggompertz_customer(
    rng: &mut impl Rng,
    [r, alpha, b, s, beta]: [f64; 5],
    weeks: f64,
) -> History {
    let rate = gamma(rng, r, alpha);
    let level = gamma(rng, s, beta);
    let exponential: f64 = Exp::new(1.0).unwrap().sample(rng);
    let last = (exponential / level).ln_1p() / b;
    orders_until(rng, rate, last, weeks)
}

/// Order days of a customer whose rates of ordering and leaving follow a covariate: e to the
/// power of the effects where it is one. A day's orders are those of its own stretch.
pub(crate) fn timed_customer(
    rng: &mut impl Rng,
    ([r, alpha, s, beta], effects): ([f64; 4], [f64; 2]),
    path: &CovariatePath,
    (customer, first, as_of): (u32, i32, i32),
) -> Vec<Purchase> {
    let (rate, hazard) = (gamma(rng, r, alpha) / 7.0, gamma(rng, s, beta) / 7.0);
    let unit: Exp<f64> = Exp::new(1.0).unwrap();
    let (mut until_order, mut until_leaving) = (unit.sample(rng), unit.sample(rng));
    let mut days = vec![first];
    for day in first..=as_of {
        // The first order stands in the middle of its day, and so does the end of observation.
        let share = if day == first || day == as_of {
            0.5
        } else {
            1.0
        };
        let z = path.on(day)[0];
        until_leaving -= share * hazard * (effects[1] * z).exp();
        if until_leaving < 0.0 {
            break;
        }
        until_order -= share * rate * (effects[0] * z).exp();
        if until_order < 0.0 {
            until_order = unit.sample(rng);
            days.push(day);
        }
    }
    let purchase = |day| Purchase {
        customer,
        day,
        amount: 1.0,
    };
    days.into_iter().map(purchase).collect()
}

/// How customers behave who leave after orders: r, α, a, b, the stages an order takes, and
/// whether they may leave after the first.
pub(crate) struct Behaviour {
    pub(crate) truth: [f64; 4],
    pub(crate) stages: u32,
    pub(crate) leave_at_once: bool,
}

/// A customer's history up to week `weeks`, the sum of the logarithms of the gaps, and the
/// orders in the `ahead` weeks after.
pub(crate) fn after_order_customer(
    rng: &mut impl Rng,
    behaviour: &Behaviour,
    weeks: f64,
    ahead: f64,
) -> (History, f64, u32) {
    let [r, alpha, a, b] = behaviour.truth;
    let rate = gamma(rng, r, alpha);
    let leave = Beta::new(a, b).unwrap().sample(rng);
    let gap = Gamma::new(f64::from(behaviour.stages), 1.0 / rate).unwrap();
    let (mut at, mut x, mut t_x, mut ln_gaps, mut later) = (0.0, 0, 0.0, 0.0, 0);
    let mut gone = behaviour.leave_at_once && rng.random::<f64>() < leave;
    while !gone {
        let next = at + f64::max(gap.sample(rng), 1e-9);
        if next > weeks + ahead {
            break;
        }
        if next > weeks {
            later += 1;
        } else {
            ln_gaps += f64::ln(next - at);
            (x, t_x) = (x + 1, next);
        }
        at = next;
        gone = rng.random::<f64>() < leave;
    }
    (History::new(x, t_x, weeks).unwrap(), ln_gaps, later)
}

/// The mean of `count` orders.
pub(crate) fn spend_of(rng: &mut impl Rng, [p, q, v]: [f64; 3], count: u32) -> Spend {
    let rate = gamma(rng, q, v);
    let count_f64 = f64::from(count);
    Spend::new(count, gamma(rng, p * count_f64, rate * count_f64)).unwrap()
}

/// What a customer came to: often nothing.
pub(crate) fn value_of(rng: &mut impl Rng, [chance, location, scale]: [f64; 3]) -> f64 {
    match rng.random::<f64>() < chance {
        true => LogNormal::new(location, scale).unwrap().sample(rng),
        false => 0.0,
    }
}

/// What is done with `n` opportunities.
pub(crate) fn opportunities_of(
    rng: &mut impl Rng,
    [alpha, beta, gamma, delta]: [f64; 4],
    n: u32,
) -> Opportunities {
    let take = Beta::new(alpha, beta).unwrap().sample(rng);
    let leave = Beta::new(gamma, delta).unwrap().sample(rng);
    let (mut x, mut t_x) = (0, 0);
    for number in 1..=n {
        if rng.random::<f64>() < leave {
            break;
        }
        if rng.random::<f64>() < take {
            (x, t_x) = (x + 1, number);
        }
    }
    Opportunities::new(x, t_x, n).unwrap()
}

/// A contract renewed up to `periods` times.
pub(crate) fn contract_of(rng: &mut impl Rng, [alpha, beta]: [f64; 2], periods: u32) -> Contracts {
    let leave = Beta::new(alpha, beta).unwrap().sample(rng);
    let ended = (1..=periods).find(|_| rng.random::<f64>() < leave);
    match ended {
        Some(periods) => Contracts::EndedAfter {
            periods,
            customers: 1,
        },
        None => Contracts::StillAfter {
            periods,
            customers: 1,
        },
    }
}
