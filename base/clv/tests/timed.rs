//! Covariates that change over time: the limits without effects, planted effects, refusals.

use clv::{
    BaseModel, CovariateParetoNbd, CovariatePath, CovariatePathError, Discounting, FitNote,
    FoldedHistories, OrderSize, ParetoNbd, Purchase, TimedParetoNbd, summarise, timed_customers,
};
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Exp, Gamma};
use rand_pcg::Pcg64;

/// A campaign in every third stretch of 40 days.
fn campaigns(days: i32) -> CovariatePath {
    let steps = (0..days / 40 + 1).map(|at| (at * 40, vec![f64::from(at % 3 == 0)]));
    CovariatePath::new(steps.collect()).unwrap()
}

/// A log in which campaigns multiply the order rate by `factor`, simulated day by day.
fn simulated_log(seed: u64, customers: u32, days: i32, factor: f64) -> Vec<Purchase> {
    let mut rng = Pcg64::seed_from_u64(seed);
    let rates = Gamma::new(1.2, 1.0 / 10.0).unwrap();
    let hazards = Gamma::new(0.9, 1.0 / 30.0).unwrap();
    let path = campaigns(days);
    let mut log = Vec::new();
    for customer in 0..customers {
        let first = rng.random_range(0..days / 2);
        let rate: f64 = rates.sample(&mut rng);
        let hazard = f64::max(hazards.sample(&mut rng), 1e-9);
        let left = f64::from(first) + 7.0 * Exp::new(hazard).unwrap().sample(&mut rng);
        for day in first..=days {
            let now = rate / 7.0 * if path.on(day)[0] > 0.0 { factor } else { 1.0 };
            let orders = day == first || rng.random::<f64>() < -(-now).exp_m1();
            if f64::from(day) <= left.max(f64::from(first)) && orders {
                log.push(Purchase {
                    customer,
                    day,
                    amount: 1.0,
                });
            }
        }
    }
    log
}

#[test]
fn campaigns_that_were_planted_are_found() {
    let (days, factor) = (700, 1.8_f64);
    let log = simulated_log(3, 1_200, days, factor);
    let customers = timed_customers(&log, days, &[campaigns(days)], |_| 0).unwrap();
    let fit = TimedParetoNbd::fit(&customers).unwrap();
    let errors = fit.standard_errors.clone().unwrap();
    let found = fit.params.effects_on_orders()[0];
    assert!(
        (found - factor.ln()).abs() < 3.5 * errors[4],
        "{found} ± {}",
        errors[4]
    );
    assert!(found / errors[4] > 5.0);
    let base = FoldedHistories::fold(&summarise(log.iter().copied(), days).unwrap().histories);
    let plain = ParetoNbd::fit(&base).unwrap();
    assert!(fit.log_likelihood > plain.log_likelihood + 20.0);
    // A campaign ahead brings more than none.
    let ahead = |value: f64| CovariatePath::new(vec![(0, vec![value])]).unwrap();
    let (with, without) = (ahead(1.0), ahead(0.0));
    let total = |path: &CovariatePath| -> f64 {
        customers
            .iter()
            .map(|own| fit.params.expected_orders(own, path, days, days + 70))
            .sum()
    };
    assert!(total(&with) > 1.4 * total(&without));
}

#[test]
fn without_effects_all_predictions_are_the_pareto_nbds() {
    let log = simulated_log(4, 60, 500, 1.0);
    let path = campaigns(700);
    let customers = timed_customers(&log, 500, std::slice::from_ref(&path), |_| 0).unwrap();
    let plain = ParetoNbd::new(0.55, 10.0, 0.67, 12.0).unwrap();
    let timed = TimedParetoNbd::new([0.55, 10.0, 0.67, 12.0], vec![0.0], vec![0.0]).unwrap();
    let summary = summarise(log.iter().copied(), 500).unwrap();
    for (own, history) in customers.iter().zip(&summary.histories) {
        let (one, other) = (timed.p_alive(own), plain.p_alive(history));
        assert!((one - other).abs() < 1e-9, "{one} {other}");
        let one = timed.expected_orders(own, &path, 500, 690);
        let other = plain.expected_orders(history, 190.0 / 7.0);
        assert!((one / other - 1.0).abs() < 1e-9, "{one} {other}");
    }
}

/// Distribution, ranges and worth over a path on which nothing changes, beside the Pareto/NBD's.
#[test]
fn without_effects_what_is_ahead_is_the_pareto_nbds() {
    let log = simulated_log(6, 60, 500, 1.0);
    let path = campaigns(900);
    let customers = timed_customers(&log, 500, std::slice::from_ref(&path), |_| 0).unwrap();
    let plain = BaseModel::ParetoNbd(ParetoNbd::new(0.55, 10.0, 0.67, 12.0).unwrap());
    let timed = TimedParetoNbd::new([0.55, 10.0, 0.67, 12.0], vec![0.0], vec![0.0]).unwrap();
    let summary = summarise(log.iter().copied(), 500).unwrap();
    let weeks = 40.0;
    let discounting = Discounting::yearly(weeks, 0.1).unwrap();
    let size = OrderSize::fixed(20.0);
    let near = |one: f64, other: f64, within: f64| {
        assert!(
            (one - other).abs() < within * other.abs().max(1e-3),
            "{one} {other}"
        );
    };
    for (own, history) in customers.iter().zip(&summary.histories) {
        let ahead = timed.ahead(own, &path, 500, weeks);
        near(ahead.p_alive(), plain.p_alive(history), 1e-9);
        let discounted = ahead.discounted_orders(&discounting);
        near(
            discounted,
            plain.discounted_orders(history, &discounting),
            1e-9,
        );
        let (one, other) = (
            ahead.order_distribution(weeks),
            plain.order_distribution(history, weeks),
        );
        let apart = one
            .iter()
            .zip(&other)
            .map(|(one, other)| (one - other).abs());
        assert!(apart.fold(0.0, f64::max) < 2e-3);
        near(one.iter().sum(), 1.0, 1e-6);
        let mean = |chances: &[f64], power: i32| -> f64 {
            let each = (0..).map(f64::from).zip(chances);
            each.map(|(n, chance)| n.powi(power) * chance).sum()
        };
        let variance = mean(&one, 2) - mean(&one, 1).powi(2);
        near(ahead.order_variance(weeks), variance, 1e-2);
        near(mean(&one, 1), ahead.expected_orders(weeks), 1e-2);
        let (low, high) = ahead.value_range(weeks, &size, 0.8);
        let other = plain.value_range(history, weeks, &size, 0.8);
        near(low, other.0, 0.05);
        near(high, other.1, 0.05);
        let range = ahead.likely_orders(weeks, 0.8);
        let median = ahead.median_orders(weeks);
        assert!(range.low <= median && median <= range.high && range.chance >= 0.8);
        assert!(median.abs_diff(plain.median_orders(history, weeks)) <= 1);
    }
}

/// Whether income is written in euros or in thousands less ten moves no likelihood and no chance,
/// only the effect per unit; standard errors go with it.
#[test]
fn units_of_covariates_change_nothing_but_the_units_of_effects() {
    let log = simulated_log(7, 300, 500, 1.0);
    let summary = summarise(log.iter().copied(), 500).unwrap();
    let income = |customer: u32| f64::from(20 + customer * 7 % 60);
    let rows = |unit: f64, zero: f64| -> Vec<Vec<f64>> {
        let customers = summary.customers.iter();
        customers
            .map(|one| vec![unit * (income(*one) - zero), f64::from(one % 2)])
            .collect()
    };
    let fit = |rows: &[Vec<f64>]| CovariateParetoNbd::fit(&summary.histories, rows).unwrap();
    let (small, large) = (fit(&rows(0.01, 50.0)), fit(&rows(1_000.0, 0.0)));
    let near = |one: f64, other: f64| assert!((one / other - 1.0).abs() < 1e-4, "{one} {other}");
    near(small.log_likelihood, large.log_likelihood);
    near(
        small.params.effects_on_orders()[0],
        1e5 * large.params.effects_on_orders()[0],
    );
    let errors = |fit: &clv::Fitted<CovariateParetoNbd>| fit.standard_errors.clone().unwrap();
    near(errors(&small)[4], 1e5 * errors(&large)[4]);
    near(errors(&small)[5], errors(&large)[5]);
    let (near_zero, far) = (
        small.params.for_customer(&rows(0.01, 50.0)[3]),
        large.params.for_customer(&rows(1_000.0, 0.0)[3]),
    );
    near(
        near_zero.p_alive(&summary.histories[3]),
        far.p_alive(&summary.histories[3]),
    );
}

/// Nobody orders again in the stretches flagged, so that their effect has no end; the others keep
/// their standard errors.
#[test]
fn an_effect_at_its_limit_is_noted_and_leaves_the_others_their_errors() {
    let path = campaigns(700);
    let mut log = simulated_log(8, 400, 700, 1.0);
    let mut first = u32::MAX;
    log.retain(|one| {
        let is_first = std::mem::replace(&mut first, one.customer) != one.customer;
        is_first || path.on(one.day)[0] == 0.0
    });
    let customers = timed_customers(&log, 700, &[path], |_| 0).unwrap();
    let fit = TimedParetoNbd::fit(&customers).unwrap();
    assert_eq!(fit.note, Some(FitNote::EffectAtLimit));
    let errors = fit.standard_errors.unwrap();
    assert!(
        errors[4].is_infinite() && errors[..4].iter().all(|one| one.is_finite()),
        "{errors:?}"
    );
}

#[test]
fn paths_that_cannot_be_used_are_refused_in_words() {
    assert_eq!(
        CovariatePath::new(vec![]).unwrap_err(),
        CovariatePathError::Empty
    );
    let refused = |steps: Vec<(i32, Vec<f64>)>| CovariatePath::new(steps).unwrap_err().to_string();
    assert!(refused(vec![(5, vec![1.0]), (5, vec![2.0])]).contains("sort"));
    assert!(refused(vec![(5, vec![f64::NAN])]).contains("day 5"));
    assert!(refused(vec![(5, vec![1.0]), (6, vec![1.0, 2.0])]).contains("day 6"));
    let log = simulated_log(5, 3, 50, 1.0);
    let error = timed_customers(&log, 50, &[campaigns(50)], |customer| customer as usize);
    assert!(error.unwrap_err().to_string().contains("customer 1"));
}

/// Nobody ever leaves: that is said, nothing is made up for leaving, and ordering has its errors.
#[test]
fn effects_on_leaving_are_nothing_where_nobody_leaves() {
    let every = |customer: u32| 5 + (customer * 37 % 91) as i32;
    let histories: Vec<clv::History> = (0..400)
        .map(|one| {
            let orders = 400 / every(one);
            let last = f64::from(orders * every(one)) / 7.0;
            clv::History::new(orders as u32, last, 401.0 / 7.0).unwrap()
        })
        .collect();
    let rows: Vec<Vec<f64>> = (0..400_u32).map(|one| vec![f64::from(one % 2)]).collect();
    let fit = CovariateParetoNbd::fit(&histories, &rows).unwrap();
    assert_eq!(fit.note, Some(FitNote::NoOneLeaves));
    assert_eq!(fit.params.effects_on_leaving(), [0.0]);
    let errors = fit.standard_errors.unwrap();
    assert!(errors[5].is_infinite() && errors[4] > 0.0 && errors[4].is_finite());
    assert!(errors[0].is_finite() && errors[1].is_finite());
}
