//! Planted parameters are found again from simulated customers, and what comes after the
//! calibration is as expected.

use clv::{
    BaseModel, BgNbd, Cnbd, CovariateParetoNbd, FirstOrder, Fitted, FoldedHistories, GammaGamma,
    History, MbgNbd, ParetoNbd, Spend,
};
use rand::{RngExt, SeedableRng};
use rand_distr::{Beta, Distribution, Exp, Gamma};
use rand_pcg::Pcg64;

/// How customers behave who leave after orders: r, α, a, b, the stages an order takes, and
/// whether they may leave after the first.
struct Behaviour {
    truth: [f64; 4],
    stages: u32,
    leave_at_once: bool,
}

/// A customer's history up to week `weeks`, the sum of the logarithms of the gaps, and the
/// orders in the `ahead` weeks after.
fn simulated_customer(
    rng: &mut Pcg64,
    behaviour: &Behaviour,
    weeks: f64,
    ahead: f64,
) -> (History, f64, u32) {
    let [r, alpha, a, b] = behaviour.truth;
    let rate = f64::max(Gamma::new(r, 1.0 / alpha).unwrap().sample(rng), 1e-12);
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

/// Fits a simulated base and compares parameters and the orders that came.
fn recover(
    seed: u64,
    behaviour: &Behaviour,
    fit: impl Fn(&FoldedHistories, f64) -> Fitted<BaseModel>,
) -> BaseModel {
    let mut rng = Pcg64::seed_from_u64(seed);
    let customers: Vec<(History, f64, u32)> = (0..20_000)
        .map(|at| simulated_customer(&mut rng, behaviour, 20.0 + f64::from(at % 40), 26.0))
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

/// A customer who may leave at any moment: history up to week `weeks`.
fn pareto_nbd_customer(rng: &mut Pcg64, truth: [f64; 4], weeks: f64) -> History {
    let [r, alpha, s, beta] = truth;
    let rate = f64::max(Gamma::new(r, 1.0 / alpha).unwrap().sample(rng), 1e-12);
    let leave = f64::max(Gamma::new(s, 1.0 / beta).unwrap().sample(rng), 1e-12);
    let last = f64::min(Exp::new(leave).unwrap().sample(rng), weeks);
    let (mut at, mut x, mut t_x) = (0.0, 0, 0.0);
    loop {
        at += Exp::new(rate).unwrap().sample(rng);
        if at > last {
            return History::new(x, t_x, weeks).unwrap();
        }
        (x, t_x) = (x + 1, at);
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
    assert!(fit(&[vec![0.0; 5], vec![0.0; 5]]).starts_with("5 covariates"));
    assert!(fit(&[vec![0.0], vec![f64::NAN]]).contains("row 1"));
}

#[test]
fn pareto_nbd_intervals_of_parameters_cover_the_truth_at_the_stated_rate() {
    let truth = [0.9, 8.0, 0.8, 12.0];
    let mut rng = Pcg64::seed_from_u64(20_053);
    let (mut inside, mut all) = (0_u32, 0_u32);
    for _ in 0..200 {
        let histories: Vec<History> = (0..1_500)
            .map(|_| pareto_nbd_customer(&mut rng, truth, 52.0))
            .collect();
        let fit = ParetoNbd::fit(&FoldedHistories::fold(&histories)).unwrap();
        let Some(errors) = fit.standard_errors else {
            continue;
        };
        for ((_, found), (planted, error)) in fit
            .params
            .parameters()
            .into_iter()
            .zip(truth.into_iter().zip(errors))
        {
            // Parameters are positive and skewed, so the interval is taken in logarithms.
            let off = f64::ln(found / planted) / (error / found);
            inside += u32::from(off.abs() < 1.645);
            all += 1;
        }
    }
    let share = f64::from(inside) / f64::from(all);
    assert!(
        (0.86..0.94).contains(&share),
        "90 % intervals covered {share:.3} of {all}"
    );
}
