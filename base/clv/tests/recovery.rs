//! Planted parameters are found again from simulated customers, and what comes after the
//! calibration is as expected.

use clv::{BgNbd, FoldedHistories, GammaGamma, History, Spend};
use rand::{RngExt, SeedableRng};
use rand_distr::{Beta, Distribution, Exp, Gamma};
use rand_pcg::Pcg64;

/// A customer's history up to week `weeks` and the orders in the `ahead` weeks after.
fn bg_nbd_customer(rng: &mut Pcg64, truth: [f64; 4], weeks: f64, ahead: f64) -> (History, u32) {
    let [r, alpha, a, b] = truth;
    let rate = Gamma::new(r, 1.0 / alpha).unwrap().sample(rng).max(1e-12);
    let leave = Beta::new(a, b).unwrap().sample(rng);
    let (mut at, mut x, mut t_x, mut later) = (0.0, 0, 0.0, 0);
    loop {
        at += Exp::new(rate).unwrap().sample(rng);
        if at > weeks + ahead {
            break;
        }
        if at > weeks {
            later += 1;
        } else {
            (x, t_x) = (x + 1, at);
        }
        if rng.random::<f64>() < leave {
            break;
        }
    }
    (History::new(x, t_x, weeks).unwrap(), later)
}

#[test]
fn bg_nbd_from_simulated_customers_finds_the_planted_parameters() {
    let truth = [0.8, 6.0, 0.9, 3.0];
    let mut rng = Pcg64::seed_from_u64(20_050);
    let customers: Vec<(History, u32)> = (0..20_000)
        .map(|at| bg_nbd_customer(&mut rng, truth, 20.0 + f64::from(at % 40), 26.0))
        .collect();
    let histories: Vec<History> = customers.iter().map(|(history, _)| *history).collect();
    let base = FoldedHistories::fold(&histories);
    let fit = BgNbd::fit(&base).unwrap();
    let errors = fit.standard_errors.unwrap();
    for (at, (name, found)) in fit.params.parameters().into_iter().enumerate() {
        let off = (found - truth[at]) / errors[at];
        assert!(
            off.abs() < 4.0,
            "{name}: {found} for {}, {off:.1} errors off",
            truth[at]
        );
    }
    let expected = base.total(|history| fit.params.expected_orders(history, 26.0));
    let came: f64 = customers.iter().map(|(_, later)| f64::from(*later)).sum();
    assert!(
        (expected / came - 1.0).abs() < 0.03,
        "expected {expected:.0}, came {came}"
    );
}

#[test]
fn gamma_gamma_from_simulated_spends_finds_the_planted_parameters() {
    let truth = [4.0, 3.0, 25.0];
    let [p, q, v] = truth;
    let mut rng = Pcg64::seed_from_u64(20_051);
    let spends: Vec<Spend> = (0..20_000)
        .map(|at| {
            let count = 1 + at % 6;
            let rate = Gamma::new(q, 1.0 / v).unwrap().sample(&mut rng);
            let shape = p * f64::from(count);
            let mean = Gamma::new(shape, 1.0 / (rate * f64::from(count))).unwrap();
            Spend::new(count, mean.sample(&mut rng)).unwrap()
        })
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
