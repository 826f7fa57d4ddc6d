//! Enters: nothing, one account, constants, NaN, infinities, extremes. Leaves: whether each is
//! refused in words instead of answered with a NaN.

use experiment::cap::cap_outcomes;
use experiment::chances::{SharePrior, share_chances};
use experiment::cuped::cuped;
use experiment::exact::{BOSCHLOO_LIMIT, boschloo, fisher};
use experiment::multiple::{benjamini_hochberg, holm};
use experiment::paired::{paired_lift, sign_flip_p};
use experiment::permutation::{Outcome, permutation_exact, permutation_within_blocks};
use experiment::pooling::{SegmentEffects, SpreadMethod, between_variance, pooled_effect};
use experiment::power::{
    Demand, minimum_detectable_difference, sample_size_for_means, sample_size_for_shares,
};
use experiment::proportion::{Proportion, miettinen_nurminen, wilson};
use experiment::regression::{RobustError, Slopes, common_slope_regression, lin_regression};
use experiment::relative::{RatioSample, relative_lift};
use experiment::rerandomise::{Trial, redrawn_lift};
use experiment::sequential::{look_at, sample_ratio_over_days};
use experiment::shrink::{Belief, believe_after, shrink_segments};
use experiment::srm::sample_ratio;
use experiment::strata::{Stratum, post_stratified_lift};
use experiment::welch::{welch, welch_from_values};
use experiment::{Arm, Error, Lift, Sample};

/// What a refusal is called, whatever it carries.
fn kind<T>(result: Result<T, Error>) -> &'static str {
    match result {
        Ok(_) => "answer",
        Err(Error::TooFew { .. }) => "too few",
        Err(Error::NotFinite { .. }) => "not finite",
        Err(Error::OutOfRange { .. }) => "out of range",
        Err(Error::LengthsDiffer { .. }) => "lengths differ",
        Err(Error::NoVariation { .. }) => "no variation",
        Err(Error::BaseNotPositive { .. }) => "base not positive",
        Err(Error::TooLarge { .. }) => "too large",
    }
}

#[test]
fn welch_of_degenerate_arms_is_refused_by_name() {
    let table: [(&[f64], &[f64], &str); 9] = [
        (&[], &[], "too few"),
        (&[1.0], &[1.0, 2.0], "too few"),
        (&[1.0, 2.0], &[1.0], "too few"),
        (&[0.1; 10], &[0.1; 7], "no variation"),
        (&[0.1; 10], &[0.3; 7], "no variation"),
        (&[1.0, f64::NAN], &[1.0, 2.0], "not finite"),
        (&[1.0, f64::INFINITY], &[1.0, 2.0], "not finite"),
        (&[1e300, -1e300], &[1.0, 2.0], "not finite"),
        (&[0.1; 10], &[0.3, 0.4], "answer"),
    ];
    for (contacted, control, expected) in table {
        assert_eq!(
            kind(welch_from_values(contacted, control, 0.95)),
            expected,
            "{contacted:?} {control:?}"
        );
    }
    for level in [0.0, 1.0, -1.0, 2.0, f64::NAN] {
        assert_eq!(
            kind(welch_from_values(&[1.0, 2.0], &[3.0, 5.0], level)),
            "out of range",
            "{level}"
        );
    }
}

#[test]
fn welch_of_extreme_scales_keeps_its_degrees() {
    for scale in [1e-140, 1e-20, 1.0, 1e20, 1e140] {
        let lift = welch_from_values(
            &[scale, 2.0 * scale, 4.0 * scale],
            &[scale, 3.0 * scale],
            0.95,
        )
        .unwrap();
        assert!(
            (lift.degrees_of_freedom - 2.426_540_284_360_19).abs() < 1e-9,
            "{scale}: {lift:?}"
        );
    }
}

#[test]
fn sums_that_no_values_can_have_are_refused() {
    assert_eq!(kind(Sample::from_sums(10, 100.0, 10.0)), "out of range");
    assert_eq!(kind(Sample::from_sums(10, f64::NAN, 10.0)), "not finite");
    assert_eq!(kind(Sample::from_count(3, 2)), "out of range");
    let constant = Sample::from_sums(7, 7.0 * 0.1, 7.0 * 0.1 * 0.1).unwrap();
    assert_eq!(constant.variance(), Some(0.0));
    let empty = Sample::from_sums(0, 0.0, 0.0).unwrap();
    assert_eq!((empty.mean(), empty.variance()), (None, None));
    assert_eq!(kind(welch(&empty, &constant, 0.95)), "too few");
}

#[test]
fn relative_lift_over_nothing_or_a_loss_is_refused() {
    let gain = Sample::from_values(&[1.0, 2.0]).unwrap();
    for base in [[0.0, 0.0], [-1.0, 1.0], [-3.0, 1.0]] {
        let control = Sample::from_values(&base).unwrap();
        assert_eq!(
            kind(relative_lift(&gain, &control, 0.95)),
            "base not positive"
        );
    }
    assert_eq!(
        kind(RatioSample::from_values(&[1.0, 2.0], &[0.0, 0.0])),
        "base not positive"
    );
    assert_eq!(
        kind(RatioSample::from_values(&[1.0, 2.0], &[1.0])),
        "lengths differ"
    );
    assert_eq!(kind(RatioSample::from_values(&[], &[])), "too few");
}

#[test]
fn proportion_of_nobody_or_more_than_all_is_refused() {
    assert_eq!(kind(Proportion::new(0, 0)), "too few");
    assert_eq!(kind(Proportion::new(3, 2)), "out of range");
    let one = Proportion::new(1, 1).unwrap();
    assert_eq!(kind(wilson(one, 1.5)), "out of range");
    let widest = miettinen_nurminen(one, Proportion::new(0, 1).unwrap(), 0.95).unwrap();
    assert!(
        widest.low < 0.1 && (widest.high - 1.0).abs() < 1e-9,
        "{widest:?}"
    );
    let large = Proportion::new(2_000_000, 5_000_000).unwrap();
    let narrow = miettinen_nurminen(large, large, 0.95).unwrap();
    assert!(narrow.half_width() < 7e-4 && narrow.contains(0.0));
}

#[test]
fn regression_leaves_out_covariates_that_say_nothing_new() {
    let y = [3.0, 5.0, 4.0, 8.0, 1.0, 2.0, 2.5, 4.0];
    let arms = [true, true, true, true, false, false, false, false];
    let x = [1.0, 2.0, 3.0, 4.0, 1.0, 2.0, 3.0, 5.0];
    let copy: Vec<f64> = x.iter().map(|v| 3.0 * v - 2.0).collect();
    let constant = [0.3; 8];
    let run = |covariates: &[&[f64]]| lin_regression(&y, &arms, covariates, RobustError::Hc3, 0.95);
    let once = run(&[&x]).unwrap();
    let thrice = run(&[&x, &copy]).unwrap();
    assert_eq!((once.covariates_used, thrice.covariates_used), (1, 1));
    assert!((once.lift.estimate - thrice.lift.estimate).abs() < 1e-12);
    assert_eq!(once.lift.degrees_of_freedom, thrice.lift.degrees_of_freedom);
    assert_eq!(run(&[&constant]).unwrap().covariates_used, 0);
    let about_one = [0.0, 0.0, 0.0, 9.0, 1.0, 2.0, 3.0, 5.0];
    assert_eq!(run(&[&about_one]).unwrap().covariates_used, 0);
    assert_eq!(kind(run(&[&x, &copy, &constant])), "too few");
}

#[test]
fn regression_without_covariates_is_welch_with_pooled_degrees() {
    let (y, arms) = (
        [3.0, 5.0, 4.0, 1.0, 2.0, 2.5],
        [true, true, true, false, false, false],
    );
    let plain = welch_from_values(&y[..3], &y[3..], 0.95).unwrap();
    let fitted = lin_regression(&y, &arms, &[], RobustError::Hc2, 0.95).unwrap();
    assert!((fitted.lift.standard_error - plain.standard_error).abs() < 1e-12);
    assert_eq!(
        (fitted.lift.degrees_of_freedom, fitted.covariates_used),
        (4.0, 0)
    );
    assert!((fitted.variance_ratio - 1.0).abs() < 1e-12);
}

#[test]
fn regression_of_degenerate_columns_is_refused_by_name() {
    let arms = [true, true, true, true, false, false, false, false];
    let (y, x) = (
        [3.0, 5.0, 4.0, 8.0, 1.0, 2.0, 2.5, 4.0],
        [1.0, 2.0, 3.0, 4.0, 1.0, 2.0, 3.0, 5.0],
    );
    let run = |y: &[f64], x: &[f64]| lin_regression(y, &arms, &[x], RobustError::Hc3, 0.95);
    assert_eq!(kind(run(&y, &x[..7])), "lengths differ");
    assert_eq!(kind(run(&y[..7], &x)), "lengths differ");
    assert_eq!(kind(run(&y[..7], &x[..7])), "lengths differ");
    assert_eq!(kind(run(&[7.0; 8], &x)), "no variation");
    assert_eq!(kind(run(&y, &[f64::NAN; 8])), "not finite");
    assert_eq!(
        kind(lin_regression(
            &y,
            &[true; 8],
            &[&x],
            RobustError::Hc3,
            0.95
        )),
        "too few"
    );
    assert_eq!(
        kind(lin_regression(&[], &[], &[], RobustError::Hc3, 0.95)),
        "too few"
    );
}

#[test]
fn regression_that_explains_everything_has_no_error_to_show() {
    let x = [1.0, 2.0, 3.0, 4.0, 1.5, 2.5, 3.5, 5.0];
    let arms = [true, true, true, true, false, false, false, false];
    let y: Vec<f64> = x.iter().map(|x| 0.1 + 0.7 * x).collect();
    assert_eq!(
        kind(lin_regression(&y, &arms, &[&x], RobustError::Hc3, 0.95)),
        "no variation"
    );
}

#[test]
fn redrawn_lift_of_degenerate_trials_is_refused_by_name() {
    let y = [3.0, 5.0, 4.0, 8.0, 1.0, 2.0, 2.5, 4.0];
    let x = [1.0, 2.0, 3.0, 4.0, 1.0, 2.0, 3.0, 5.0];
    let (one, zero) = (Arm::Contacted, Arm::Control);
    let arms = [one, one, one, one, zero, zero, zero, zero];
    let judge = |outcomes: &[f64], arms: &[Arm], blocks: &[u32], covariate: &[f64], draws: u32| {
        let covariates = &[covariate];
        let slopes = Slopes::Common;
        let trial = Trial {
            outcomes,
            arms,
            blocks,
            covariates,
            slopes,
        };
        kind(redrawn_lift(&trial, draws, 1, 0.95))
    };
    let blocks = [0; 8];
    assert_eq!(judge(&y, &arms, &blocks, &x, 39), "answer");
    assert_eq!(judge(&y, &arms, &blocks, &x, 38), "too few");
    assert_eq!(judge(&y, &arms, &blocks[1..], &x, 39), "lengths differ");
    assert_eq!(judge(&y, &arms[1..], &blocks, &x, 39), "lengths differ");
    assert_eq!(judge(&y, &arms, &blocks, &x[1..], 39), "lengths differ");
    assert_eq!(judge(&y, &[one; 8], &blocks, &x, 39), "too few");
    assert_eq!(judge(&[7.0; 8], &arms, &blocks, &x, 39), "no variation");
}

#[test]
fn cuped_with_a_constant_past_is_the_plain_difference() {
    let (y, arms) = (
        [3.0, 5.0, 4.0, 1.0, 2.0, 2.5],
        [true, true, true, false, false, false],
    );
    let result = cuped(&y, &[9.0; 6], &arms, 0.95).unwrap();
    assert_eq!((result.theta, result.variance_ratio), (0.0, 1.0));
    assert_eq!(kind(cuped(&[1.0; 6], &y, &arms, 0.95)), "no variation");
    assert_eq!(kind(cuped(&y, &y[..3], &arms, 0.95)), "lengths differ");
    assert_eq!(kind(cuped(&[], &[], &[], 0.95)), "too few");
}

#[test]
fn arms_too_small_or_too_few_are_not_checked_for_their_ratio() {
    assert_eq!(kind(sample_ratio(&[3, 5], &[1.0, 1.0])), "too few");
    assert_eq!(kind(sample_ratio(&[90, 2], &[0.95, 0.05])), "too few");
    assert_eq!(kind(sample_ratio(&[9], &[1.0])), "too few");
    assert_eq!(kind(sample_ratio(&[900, 90], &[1.0])), "lengths differ");
    assert_eq!(kind(sample_ratio(&[900, 90], &[1.0, 0.0])), "out of range");
    let trivial = sample_ratio(&[50_200_000, 50_000_000], &[1.0, 1.0]).unwrap();
    assert!(trivial.p_value < 1e-9 && !trivial.is_mismatch());
    assert!(
        sample_ratio(&[5_400, 4_600], &[1.0, 1.0])
            .unwrap()
            .is_mismatch()
    );
}

#[test]
fn power_of_senseless_questions_is_refused() {
    let usual = Demand::usual();
    assert_eq!(
        kind(minimum_detectable_difference(1, 100, 3.0, usual)),
        "too few"
    );
    assert_eq!(
        kind(minimum_detectable_difference(10, 100, 0.0, usual)),
        "out of range"
    );
    assert_eq!(kind(sample_size_for_means(0.0, usual)), "out of range");
    assert_eq!(kind(sample_size_for_means(1e-200, usual)), "out of range");
    assert_eq!(
        kind(sample_size_for_shares(0.2, 0.2, usual)),
        "out of range"
    );
    assert_eq!(
        kind(sample_size_for_shares(1.2, 0.2, usual)),
        "out of range"
    );
    assert_eq!(kind(Demand::new(0.5, 0.4)), "out of range");
    assert_eq!(sample_size_for_means(50.0, usual).unwrap(), 2.0);
    assert!(sample_size_for_means(1e-9, usual).unwrap().is_finite());
}

#[test]
fn segments_without_company_or_error_are_refused() {
    assert_eq!(kind(SegmentEffects::new(&[1.0], &[1.0])), "too few");
    assert_eq!(
        kind(SegmentEffects::new(&[1.0, 2.0], &[1.0])),
        "lengths differ"
    );
    assert_eq!(
        kind(SegmentEffects::new(&[1.0, 2.0], &[1.0, 0.0])),
        "out of range"
    );
    assert_eq!(
        kind(SegmentEffects::new(&[1.0, 2.0], &[1.0, 1e-200])),
        "out of range"
    );
    assert_eq!(
        kind(SegmentEffects::new(&[1.0, f64::NAN], &[1.0, 1.0])),
        "not finite"
    );
    let same = SegmentEffects::new(&[4.0, 4.0, 4.0], &[1.0, 2.0, 3.0]).unwrap();
    for method in [
        SpreadMethod::DerSimonianLaird,
        SpreadMethod::PauleMandel,
        SpreadMethod::Reml,
    ] {
        assert_eq!(between_variance(&same, method).unwrap(), 0.0, "{method:?}");
        assert!(
            shrink_segments(&same, method)
                .unwrap()
                .iter()
                .all(|s| s.own_weight == 0.0)
        );
    }
    assert_eq!(kind(pooled_effect(&same, -1.0)), "out of range");
    assert_eq!(kind(pooled_effect(&same, f64::NAN)), "out of range");
}

#[test]
fn beliefs_without_spread_are_refused() {
    let prior = Belief { mean: 0.0, sd: 1.0 };
    assert_eq!(kind(believe_after(prior, 1.0, 0.0)), "out of range");
    assert_eq!(
        kind(believe_after(Belief { mean: 0.0, sd: 0.0 }, 1.0, 1.0)),
        "out of range"
    );
    assert_eq!(kind(believe_after(prior, f64::NAN, 1.0)), "not finite");
    let extreme = believe_after(
        Belief {
            mean: 0.0,
            sd: 1e200,
        },
        5.0,
        1e-3,
    )
    .unwrap();
    assert!((extreme.mean - 5.0).abs() < 1e-9 && (extreme.sd - 1e-3).abs() < 1e-12);
    assert_eq!(prior.chance_above(f64::NAN), 0.0);
}

#[test]
fn exact_tests_of_degenerate_tables_are_certain_or_refused() {
    let of = |yes, n| Proportion::new(yes, n).unwrap();
    assert_eq!(fisher(of(0, 5), of(0, 9)), 1.0);
    assert_eq!(boschloo(of(0, 5), of(0, 9)).unwrap(), 1.0);
    assert_eq!(boschloo(of(5, 5), of(9, 9)).unwrap(), 1.0);
    assert_eq!(kind(boschloo(of(1, BOSCHLOO_LIMIT), of(0, 1))), "too large");
    assert_eq!(kind(permutation_exact(&[], &[1.0])), "too few");
    assert_eq!(kind(permutation_exact(&[f64::NAN], &[1.0])), "not finite");
    assert_eq!(kind(permutation_exact(&[1.0; 40], &[1.0; 40])), "too large");
    assert_eq!(
        permutation_exact(&[3.0; 3], &[3.0; 4])
            .unwrap()
            .two_sided_absolute,
        1.0
    );
    let alone = Outcome {
        block: 0,
        arm: Arm::Control,
        value: 1.0,
    };
    assert_eq!(kind(permutation_within_blocks(&[], 99, 1)), "too few");
    assert_eq!(kind(permutation_within_blocks(&[alone], 99, 1)), "too few");
    let other = Outcome {
        arm: Arm::Contacted,
        ..alone
    };
    assert_eq!(
        kind(permutation_within_blocks(&[alone, other], 0, 1)),
        "too few"
    );
}

#[test]
fn p_values_that_are_none_are_refused() {
    for p in [[0.1, f64::NAN], [0.1, 1.1], [-0.1, 0.5]] {
        assert_eq!(kind(holm(&p)), "out of range");
        assert_eq!(kind(benjamini_hochberg(&p)), "out of range");
    }
    assert_eq!(holm(&[]).unwrap(), Vec::<f64>::new());
}

#[test]
fn caps_of_nothing_are_refused_and_caps_of_one_change_nothing() {
    assert_eq!(kind(cap_outcomes(&[], &[], 0.99)), "too few");
    assert_eq!(kind(cap_outcomes(&[1.0], &[f64::NAN], 0.99)), "not finite");
    assert_eq!(kind(cap_outcomes(&[1.0], &[2.0], 1.0)), "out of range");
    let one = cap_outcomes(&[5.0], &[], 0.5).unwrap();
    assert_eq!((one.contacted, one.cap, one.changed), (vec![5.0], 5.0, 0));
}

#[test]
fn refusals_say_what_happened_to_what_and_what_to_do() {
    let said = welch_from_values(&[1.0], &[1.0, 2.0], 0.95)
        .unwrap_err()
        .to_string();
    assert_eq!(
        said,
        "contacted accounts: 1 seen, at least 2 needed; wait for more before asking"
    );
    assert_eq!(kind(Lift::from_error(1.0, 0.0, 9.0, 0.95)), "out of range");
}

#[test]
fn common_slope_regression_needs_only_two_accounts_left_alone() {
    let (y, x) = (
        [3.0, 5.0, 4.0, 8.0, 9.0, 1.0, 2.0],
        [1.0, 2.0, 3.0, 4.0, 6.0, 1.0, 2.5],
    );
    let arms = [true, true, true, true, true, false, false];
    let run = |covariates: &[&[f64]]| {
        common_slope_regression(&y, &arms, covariates, RobustError::Hc3ByArm, 0.95)
    };
    let lift = run(&[&x]).unwrap().lift;
    assert!(lift.degrees_of_freedom > 0.5 && lift.standard_error.is_finite());
    assert_eq!(kind(run(&[&x[1..]])), "lengths differ");
    assert_eq!(
        kind(common_slope_regression(
            &y,
            &[true; 7],
            &[&x],
            RobustError::Hc3,
            0.95
        )),
        "too few"
    );
}

#[test]
fn pairs_that_are_missing_equal_or_too_many_are_refused() {
    assert_eq!(kind(paired_lift(&[1.0], &[2.0], 0.95)), "too few");
    assert_eq!(
        kind(paired_lift(&[1.0, 2.0], &[2.0], 0.95)),
        "lengths differ"
    );
    assert_eq!(
        kind(paired_lift(&[1.0, 2.0], &[2.0, 3.0], 0.95)),
        "no variation"
    );
    assert_eq!(kind(sign_flip_p(&[], &[])), "too few");
    assert_eq!(kind(sign_flip_p(&[1.0; 22], &[2.0; 22])), "too large");
    assert_eq!(kind(sign_flip_p(&[f64::NAN], &[2.0])), "not finite");
    assert_eq!(sign_flip_p(&[2.0; 3], &[2.0; 3]).unwrap(), 1.0);
}

#[test]
fn chances_of_nothing_known_are_even_and_of_no_prior_refused() {
    let none = Proportion::new(0, 1).unwrap();
    let even = share_chances(none, none, SharePrior::FLAT).unwrap();
    assert!((even.chance_to_win - 0.5).abs() < 1e-12);
    assert!((even.loss_of_contacting - even.loss_of_leaving_alone).abs() < 1e-12);
    assert_eq!(
        kind(share_chances(none, none, SharePrior { yes: 0, no: 1 })),
        "out of range"
    );
}

#[test]
fn looks_and_strata_without_accounts_are_refused() {
    let lift = Lift::from_error(1.0, 1.0, 9.0, 0.95).unwrap();
    assert_eq!(kind(look_at(&lift, 0, 100, 0.95)), "too few");
    assert_eq!(kind(look_at(&lift, 10, 0, 0.95)), "out of range");
    assert_eq!(kind(look_at(&lift, 10, 100, 1.0)), "out of range");
    assert_eq!(
        sample_ratio_over_days(&[], &[1.0, 1.0], 100.0).unwrap(),
        1.0
    );
    assert_eq!(
        kind(sample_ratio_over_days(&[vec![1]], &[1.0, 1.0], 100.0)),
        "lengths differ"
    );
    assert_eq!(kind(sample_ratio_over_days(&[], &[1.0], 100.0)), "too few");
    assert_eq!(
        kind(sample_ratio_over_days(&[], &[1.0, 1.0], 0.0)),
        "out of range"
    );
    let (none, some) = (
        Sample::from_values(&[]).unwrap(),
        Sample::from_values(&[1.0, 2.0]).unwrap(),
    );
    assert_eq!(kind(post_stratified_lift(&[], 0.95)), "too few");
    assert_eq!(
        kind(post_stratified_lift(
            &[Stratum {
                contacted: some,
                control: none
            }],
            0.95
        )),
        "too few"
    );
    let empty = Stratum {
        contacted: none,
        control: none,
    };
    assert_eq!(
        kind(post_stratified_lift(
            &[
                Stratum {
                    contacted: some,
                    control: some
                },
                empty
            ],
            0.95
        )),
        "answer"
    );
}
