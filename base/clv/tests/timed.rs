//! Covariates that change over time: the limits without effects, planted effects, refusals.

use clv::{
    CovariatePath, CovariatePathError, FoldedHistories, ParetoNbd, Purchase, TimedParetoNbd,
    summarise, timed_customers,
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
