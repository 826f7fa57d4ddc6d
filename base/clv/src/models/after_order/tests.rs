//! The family against its own distribution, and its limits.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::{Bg, Regular};

const THETA: [f64; 4] = [0.85, 3.0, 0.8, 2.4];

/// One model of each kind, k up to 5.
fn models() -> Vec<AfterOrder<Regular>> {
    let (stays, may_leave) = (FirstOrder::Stays, FirstOrder::MayLeave);
    [
        (stays, 1),
        (may_leave, 1),
        (stays, 2),
        (may_leave, 2),
        (may_leave, 5),
    ]
    .map(|(first_order, k)| AfterOrder::of(Regular { first_order, k }, THETA).unwrap())
    .to_vec()
}

fn mean(chances: impl Iterator<Item = f64>) -> f64 {
    (0..)
        .zip(chances)
        .map(|(n, share)| f64::from(n) * share)
        .sum()
}

#[test]
fn order_probabilities_add_up_to_one_and_to_the_expectation() {
    for model in models() {
        for history in [
            History::just_acquired(),
            History::new(3, 20.0, 25.0).unwrap(),
        ] {
            let chances: Vec<f64> = (0..900)
                .map(|n| model.order_probability(&history, 20.0, n))
                .collect();
            assert!(
                (chances.iter().sum::<f64>() - 1.0).abs() < 1e-9,
                "{model:?}"
            );
            let mean = mean(chances.into_iter());
            let expected = model.expected_orders(&history, 20.0);
            assert!(
                (mean / expected - 1.0).abs() < 1e-7,
                "{model:?} {mean} {expected}"
            );
            let whole = model.order_probability_between(0.0, 20.0, 2);
            let new = model.order_probability(&History::just_acquired(), 20.0, 2);
            assert!((whole - new).abs() < 1e-12);
        }
    }
}

#[test]
fn windows_after_a_pause_add_up_to_the_difference_of_expectations() {
    for model in models() {
        let mean = mean((0..600).map(|n| model.order_probability_between(10.0, 25.0, n)));
        let new = History::just_acquired();
        let expected = model.expected_orders(&new, 25.0) - model.expected_orders(&new, 10.0);
        assert!(
            (mean / expected - 1.0).abs() < 1e-6,
            "{model:?} {mean} {expected}"
        );
    }
}

#[test]
fn chance_of_staying_is_the_sum_over_the_numbers_of_orders() {
    for model in models() {
        let active = ActiveCustomer {
            shape: 2.3,
            weeks: 9.0,
            leave: 0.8,
            stay: 2.4,
            stages: model.variety.stages(),
            passed: 0,
        };
        let mut by_order = 0.0;
        for stage in 0..3000 {
            let orders = stage / model.variety.stages();
            let stayed = (ln_rising(2.4, orders) - ln_rising(3.2, orders)).exp();
            by_order += stayed * negative_binomial(2.3, 30.0 / 9.0, stage);
        }
        let stays = active.p_stays(30.0);
        assert!(
            (stays / by_order - 1.0).abs() < 1e-10,
            "{model:?} {stays} {by_order}"
        );
    }
}

#[test]
fn likelihood_without_leaving_is_the_negative_binomial() {
    let history = History::new(3, 20.0, 30.0).unwrap();
    let base = FoldedHistories::fold(&[history]);
    let model = AfterOrder::of(Bg {}, [0.7, 9.0, 1e-13, 5.0]).unwrap();
    let nbd = ln_rising(0.7, 3) + 0.7 * 9.0_f64.ln() - 3.7 * 39.0_f64.ln();
    assert!((model.log_likelihood(&base) - nbd).abs() < 1e-10);
}

#[test]
fn leaving_parameter_at_one_has_a_finite_expectation() {
    let at = |a| {
        let model = AfterOrder::of(Bg {}, [0.5, 6.0, a, 3.0]).unwrap();
        model.expected_orders(&History::just_acquired(), 30.0)
    };
    assert!((at(1.0) - (at(1.0 - 1e-6) + at(1.0 + 1e-6)) / 2.0).abs() < 1e-9);
}
