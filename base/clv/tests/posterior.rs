//! Posteriors: intervals hold the truth as often as they say, draws depend on the seed alone.

use crate::coverage::posterior_coverage;
use crate::logs::{CDNOW_CALIBRATION_END, cdnow};
use crate::simulated::pareto_nbd_customer;
use clv::{
    BgNbd, Cnbd, CorrelatedParetoNbd, FirstOrder, FitError, FoldedHistories, GGompertzNbd, History,
    MbgNbd, Nbd, ParetoNbd, PosteriorMethod, PosteriorModel, Regular,
};
use rand::SeedableRng;
use rand_pcg::Pcg64;

fn some_of_cdnow(customers: usize) -> FoldedHistories {
    FoldedHistories::fold(&cdnow(CDNOW_CALIBRATION_END).histories[..customers])
}

#[test]
fn small_base_is_sampled_and_the_chains_agree() {
    let base = some_of_cdnow(120);
    let posterior = ParetoNbd::posterior(&base, 600, 5).unwrap();
    let PosteriorMethod::Sampled { r_hat } = posterior.method else {
        panic!("{:?}", posterior.method);
    };
    assert!(r_hat < 1.05, "{r_hat}");
    assert!(
        posterior.effective_draws > 100.0,
        "{}",
        posterior.effective_draws
    );
    assert_eq!(posterior.draws().len(), 600);
    let again = ParetoNbd::posterior(&base, 600, 5).unwrap();
    assert_eq!(again, posterior, "same seed, same draws");
    let other = ParetoNbd::posterior(&base, 600, 6).unwrap();
    assert_ne!(other.draws()[0], posterior.draws()[0]);
    let total = |model: &ParetoNbd| base.total(|own| model.expected_orders(own, 39.0));
    let ((a, b), (c, d)) = (posterior.interval(0.9, total), other.interval(0.9, total));
    assert!(
        (a / c - 1.0).abs() < 0.15 && (b / d - 1.0).abs() < 0.15,
        "{a} {b} {c} {d}"
    );
}

#[test]
fn whole_of_cdnow_is_weighed_and_agrees_with_the_standard_errors() {
    let base = some_of_cdnow(2357);
    let fit = Nbd::fit(&base).unwrap();
    let posterior = Nbd::posterior(&base, 800, 1).unwrap();
    assert!(
        matches!(posterior.method, PosteriorMethod::Weighed { k_hat } if k_hat < 0.7),
        "{:?}",
        posterior.method
    );
    assert!(posterior.effective_draws > 400.0);
    let errors = fit.standard_errors.unwrap();
    for (at, (name, found)) in fit.params.parameters().into_iter().enumerate() {
        let value = |model: &Nbd| model.parameters()[at].1.ln();
        let (low, high) = posterior.interval(0.6827, value);
        let error = errors[at] / found;
        assert!(
            ((high - low) / 2.0 / error - 1.0).abs() < 0.25,
            "{name}: {low} {high} {error}"
        );
        assert!(
            (posterior.mean(value) - found.ln()).abs() < 0.5 * error,
            "{name}"
        );
    }
}

#[test]
fn large_base_uses_the_normal_approximation_after_a_check() {
    let mut rng = Pcg64::seed_from_u64(8);
    let histories: Vec<History> = (0..8_000)
        .map(|_| pareto_nbd_customer(&mut rng, [0.9, 8.0, 0.8, 12.0], 52.0))
        .collect();
    let base = FoldedHistories::fold(&histories);
    let posterior = MbgNbd::posterior(&base, 1_000, 1).unwrap();
    assert!(
        matches!(posterior.method, PosteriorMethod::Normal { k_hat } if k_hat < 0.7),
        "{:?}",
        posterior.method
    );
}

#[test]
fn every_model_has_a_posterior_of_a_tiny_base() {
    let base = some_of_cdnow(25);
    fn check<M: PosteriorModel + clv::OrderModel>(base: &FoldedHistories) {
        let posterior = M::posterior(base, 80, 3).unwrap();
        for history in base.rows().iter().map(|row| row.history) {
            let (low, high) =
                posterior.interval(0.95, |model| model.expected_orders(&history, 52.0));
            assert!(low.is_finite() && low <= high && high.is_finite() && low >= 0.0);
        }
    }
    check::<Nbd>(&base);
    check::<BgNbd>(&base);
    check::<MbgNbd>(&base);
    check::<ParetoNbd>(&base);
    check::<CorrelatedParetoNbd>(&base);
    check::<GGompertzNbd>(&base);
    let nobody = FoldedHistories::fold(&[]);
    assert_eq!(
        ParetoNbd::posterior(&nobody, 10, 1).unwrap_err(),
        FitError::Empty
    );
}

#[test]
fn regular_customers_have_a_posterior_for_their_regularity() {
    let regularity = |k| Regular {
        first_order: FirstOrder::MayLeave,
        k,
    };
    for customers in [120, 2357] {
        let base = some_of_cdnow(customers);
        let one = Cnbd::posterior(&base, regularity(1), 200, 4).unwrap();
        let random = MbgNbd::posterior(&base, 200, 4).unwrap();
        for (one, random) in one.draws().iter().zip(random.draws()) {
            assert_eq!(one.parameters(), random.parameters());
        }
        let two = Cnbd::posterior(&base, regularity(2), 200, 4).unwrap();
        let fit = Cnbd::fit_with_k(&base, 0.0, FirstOrder::MayLeave, 2).unwrap();
        let total = |model: &Cnbd| base.total(|own| model.expected_orders(own, 39.0));
        let (low, high) = two.interval(0.99, total);
        assert!(
            (low..=high).contains(&total(&fit.params)),
            "{low} to {high}, most likely {}",
            total(&fit.params)
        );
    }
}

/// Parameters of small bases are drawn from what is usual, as the prior has it, and must then
/// lie inside the intervals as often as these say.
#[test]
fn intervals_from_sixty_customers_hold_the_truth_at_the_stated_rate() {
    let held = posterior_coverage(25, 60);
    assert!(
        (0.80..0.97).contains(&held),
        "90 % intervals held {held:.2}"
    );
}
