//! Enters: small tables and small arms. Leaves: whether the exact tests keep their word.

use experiment::Arm;
use experiment::exact::{boschloo, fisher};
use experiment::permutation::{Outcome, permutation_exact, permutation_within_blocks};
use experiment::proportion::Proportion;

fn of(yes: u64, n: u64) -> Proportion {
    Proportion::new(yes, n).unwrap()
}

/// Fisher's tea-tasting lady, The Design of Experiments 1935: 34 of 70 tables are as far off.
#[test]
fn fisher_of_the_tea_tasting_lady_is_34_in_70() {
    assert!((fisher(of(3, 4), of(1, 4)) - 34.0 / 70.0).abs() < 1e-12);
}

/// Chance of rejecting at 5 % when both arms share one true share.
fn size_of(test: impl Fn(Proportion, Proportion) -> f64, n_1: u64, n_0: u64, share: f64) -> f64 {
    let binomial = |n: u64, k: u64| {
        let ways: f64 = (0..k).map(|i| (n - i) as f64 / (i + 1) as f64).product();
        ways * share.powi(k as i32) * (1.0 - share).powi((n - k) as i32)
    };
    let tables = (0..=n_1).flat_map(|a| (0..=n_0).map(move |b| (a, b)));
    let rejected = tables.filter(|&(a, b)| test(of(a, n_1), of(b, n_0)) <= 0.05);
    rejected
        .map(|(a, b)| binomial(n_1, a) * binomial(n_0, b))
        .sum()
}

#[test]
fn exact_tests_never_exceed_their_error_rate_and_boschloo_is_sharper() {
    let (mut fisher_sizes, mut boschloo_sizes) = (0.0, 0.0);
    for (n_1, n_0) in [(8, 8), (12, 5), (20, 4)] {
        for percent in (5..100).step_by(5) {
            let share = f64::from(percent) / 100.0;
            let fisher_size = size_of(fisher, n_1, n_0, share);
            let boschloo_size = size_of(|a, b| boschloo(a, b).unwrap(), n_1, n_0, share);
            assert!(
                fisher_size <= 0.05 && boschloo_size <= 0.05 + 1e-9,
                "{n_1} {n_0} {share}: {boschloo_size}"
            );
            fisher_sizes += fisher_size;
            boschloo_sizes += boschloo_size;
        }
    }
    assert!(
        boschloo_sizes > 1.2 * fisher_sizes,
        "{boschloo_sizes} against {fisher_sizes}"
    );
}

#[test]
fn permutation_of_the_other_arm_mirrors_the_sides() {
    let (a, b) = ([0.0, 3.0, 9.0, 1.0], [2.0, 2.0, 5.0, 7.0, 11.0, 0.5]);
    let (forth, back) = (
        permutation_exact(&a, &b).unwrap(),
        permutation_exact(&b, &a).unwrap(),
    );
    assert!((forth.greater - back.less).abs() < 1e-12 && (forth.less - back.greater).abs() < 1e-12);
    assert!((forth.two_sided_absolute - back.two_sided_absolute).abs() < 1e-12);
}

#[test]
fn sampled_permutation_of_one_block_comes_near_the_exact_one() {
    let (a, b) = (
        [0.0, 0.0, 0.0, 45.0, 80.0, 120.0, 950.0],
        [0.0, 0.0, 0.0, 0.0, 30.0, 60.0, 75.0],
    );
    let exact = permutation_exact(&a, &b).unwrap();
    let arm = |arm, values: &[f64]| {
        values
            .iter()
            .map(|&value| Outcome {
                block: 3,
                arm,
                value,
            })
            .collect::<Vec<_>>()
    };
    let mut outcomes = arm(Arm::Contacted, &a);
    outcomes.extend(arm(Arm::Control, &b));
    let sampled = permutation_within_blocks(&outcomes, 40_000, 11).unwrap();
    // Five standard deviations of a share of 0.13 over 40,000 draws are 0.0084.
    assert!(
        (sampled.greater - exact.greater).abs() < 0.0084,
        "{sampled:?} {exact:?}"
    );
    assert!((sampled.two_sided_absolute - exact.two_sided_absolute).abs() < 0.011);
    outcomes.reverse();
    assert_eq!(
        permutation_within_blocks(&outcomes, 40_000, 11).unwrap(),
        sampled
    );
}
