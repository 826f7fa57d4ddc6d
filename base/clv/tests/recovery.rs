//! Planted parameters are found again from simulated customers, and what comes after the
//! calibration is as expected.

use crate::coverage::studies;
use crate::simulated::{Behaviour, after_order_customer, pareto_nbd_customer, spend_of};
use clv::{
    BaseModel, BgNbd, Cnbd, CovariateParetoNbd, FirstOrder, Fitted, FoldedHistories, GammaGamma,
    History, MbgNbd, Spend,
};
use rand::SeedableRng;
use rand_pcg::Pcg64;

/// Fits a simulated base and compares parameters and the orders that came.
fn recover(
    seed: u64,
    behaviour: &Behaviour,
    fit: impl Fn(&FoldedHistories, f64) -> Fitted<BaseModel>,
) -> BaseModel {
    let mut rng = Pcg64::seed_from_u64(seed);
    let customers: Vec<(History, f64, u32)> = (0..20_000)
        .map(|at| after_order_customer(&mut rng, behaviour, 20.0 + f64::from(at % 40), 26.0))
        .collect();
    let histories: Vec<History> = customers.iter().map(|(history, ..)| *history).collect();
    let base = FoldedHistories::fold(&histories);
    let fit = fit(&base, customers.iter().map(|(_, ln_gaps, _)| ln_gaps).sum());
    let errors = fit.standard_errors.unwrap();
    let named = fit.params.parameters();
    let named = &named[named.len() - 4..];
    for (((name, found), planted), error) in named.iter().zip(behaviour.truth).zip(errors) {
        let off = (found - planted) / error;
        assert!(
            off.abs() < 4.0,
            "{name}: {found} for {planted}, {off:.1} errors off"
        );
    }
    let expected = base.total(|history| fit.params.expected_orders(history, 26.0));
    let came: f64 = customers.iter().map(|(.., later)| f64::from(*later)).sum();
    assert!(
        (expected / came - 1.0).abs() < 0.03,
        "expected {expected:.0}, came {came}"
    );
    fit.params
}

#[test]
fn bg_nbd_from_simulated_customers_finds_the_planted_parameters() {
    let truth = [0.8, 6.0, 0.9, 3.0];
    recover(
        20_050,
        &Behaviour {
            truth,
            stages: 1,
            leave_at_once: false,
        },
        |base, _| BgNbd::fit(base).unwrap().map(BaseModel::BgNbd),
    );
}

#[test]
fn mbg_nbd_from_simulated_customers_finds_the_planted_parameters() {
    let truth = [0.8, 6.0, 0.9, 3.0];
    recover(
        20_054,
        &Behaviour {
            truth,
            stages: 1,
            leave_at_once: true,
        },
        |base, _| MbgNbd::fit(base).unwrap().map(BaseModel::MbgNbd),
    );
}

#[test]
fn mbg_cnbd_k_from_simulated_regulars_finds_regularity_and_parameters() {
    let behaviour = Behaviour {
        truth: [1.2, 4.0, 0.9, 3.0],
        stages: 3,
        leave_at_once: true,
    };
    let found = recover(20_055, &behaviour, |base, ln_gaps| {
        Cnbd::fit(base, ln_gaps, FirstOrder::MayLeave)
            .unwrap()
            .map(BaseModel::Cnbd)
    });
    assert_eq!(found.parameters()[0], ("k", 3.0));
}

#[test]
fn gamma_gamma_from_simulated_spends_finds_the_planted_parameters() {
    let truth = [4.0, 3.0, 25.0];
    let mut rng = Pcg64::seed_from_u64(20_051);
    let spends: Vec<Spend> = (0..20_000)
        .map(|at| spend_of(&mut rng, truth, 1 + at % 6))
        .collect();
    let fit = GammaGamma::fit(&spends).unwrap();
    let errors = fit.standard_errors.unwrap();
    for (at, (name, found)) in fit.params.parameters().into_iter().enumerate() {
        let off = (found - truth[at]) / errors[at];
        assert!(
            off.abs() < 4.0,
            "{name}: {found} for {}, {off:.1} errors off",
            truth[at]
        );
    }
}

#[test]
fn pareto_nbd_with_covariates_finds_the_planted_effects() {
    let mut rng = Pcg64::seed_from_u64(20_052);
    let (mut histories, mut covariates) = (Vec::new(), Vec::new());
    for at in 0..6_000 {
        let z = f64::from(at % 2);
        let truth = [0.9, 8.0 / f64::exp(0.5 * z), 0.8, 12.0 / f64::exp(-0.7 * z)];
        histories.push(pareto_nbd_customer(
            &mut rng,
            truth,
            20.0 + f64::from(at % 40),
        ));
        covariates.push(vec![z]);
    }
    let fit = CovariateParetoNbd::fit(&histories, &covariates).unwrap();
    let errors = fit.standard_errors.unwrap();
    let found: Vec<f64> = fit
        .params
        .baseline()
        .parameters()
        .into_iter()
        .map(|(_, value)| value)
        .chain(fit.params.effects_on_orders().iter().copied())
        .chain(fit.params.effects_on_leaving().iter().copied())
        .collect();
    let planted = [0.9, 8.0, 0.8, 12.0, 0.5, -0.7];
    for ((found, planted), error) in found.iter().zip(planted).zip(&errors) {
        assert!(
            ((found - planted) / error).abs() < 4.0,
            "{found} for {planted} ± {error}"
        );
    }
    let one = fit.params.for_customer(&[1.0]).parameters()[1].1;
    assert!((one - found[1] / found[4].exp()).abs() < 1e-9);
}

#[test]
fn covariates_that_do_not_fit_the_base_are_refused() {
    let histories = [
        History::new(1, 2.0, 9.0).unwrap(),
        History::new(0, 0.0, 9.0).unwrap(),
    ];
    let fit = |rows: &[Vec<f64>]| {
        CovariateParetoNbd::fit(&histories, rows)
            .unwrap_err()
            .to_string()
    };
    assert!(fit(&[vec![1.0]]).starts_with("1 rows"));
    assert!(fit(&[vec![1.0], vec![1.0, 2.0]]).starts_with("2 covariates in row 1"));
    assert!(fit(&[vec![], vec![]]).starts_with("0 covariates"));
    assert!(fit(&[vec![0.0; 9], vec![0.0; 9]]).starts_with("9 covariates"));
    assert!(fit(&[vec![0.0], vec![f64::NAN]]).contains("row 1"));
}

/// The full table over 200 bases is `cargo run --example recovery`.
#[test]
fn intervals_of_parameters_hold_the_truth_at_about_the_stated_rate() {
    for study in studies() {
        let outcome = study.run(24);
        assert!(outcome.inside >= 20, "{}: {}", study.model, outcome.inside);
        let all = outcome.parameters.len() as f64;
        let held = outcome.parameters.iter().map(|(_, held)| held).sum::<f64>() / all;
        assert!(
            held > 0.86,
            "{}: 95 % intervals held {held:.3}",
            study.model
        );
        for ((name, _), (bias, _)) in study.truth.iter().zip(&outcome.parameters) {
            assert!(bias.abs() < 0.25, "{} {name}: {bias:+.3}", study.model);
        }
    }
}
