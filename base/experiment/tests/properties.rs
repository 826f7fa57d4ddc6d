//! Enters: thousands of made-up columns. Leaves: whether laws that always hold do hold.

use experiment::Sample;
use experiment::multiple::{benjamini_hochberg, holm};
use experiment::pooling::{SegmentEffects, SpreadMethod, between_variance};
use experiment::regression::{RobustError, lin_regression};
use experiment::relative::relative_lift;
use experiment::shrink::shrink_segments;
use experiment::welch::{welch, welch_from_values};
use proptest::prelude::*;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()))
}

/// Spend-like columns: mostly zero, sometimes large.
fn column(least: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(prop_oneof![2 => Just(0.0), 3 => 0.0..1_000.0], least..40)
}

proptest! {
    #[test]
    fn merged_samples_equal_the_sample_of_all(a in column(0), b in column(0)) {
        let all: Vec<f64> = a.iter().chain(&b).copied().collect();
        let merged = Sample::from_values(&a).unwrap().merge(Sample::from_values(&b).unwrap());
        let whole = Sample::from_values(&all).unwrap();
        prop_assert_eq!(merged.n(), whole.n());
        prop_assert!(close(merged.mean().unwrap_or(0.0), whole.mean().unwrap_or(0.0)));
        prop_assert!(close(merged.variance().unwrap_or(0.0), whole.variance().unwrap_or(0.0)));
    }

    #[test]
    fn sums_give_the_sample_of_the_values(a in column(2)) {
        let sums = Sample::from_sums(a.len() as u64, a.iter().sum(), a.iter().map(|x| x * x).sum()).unwrap();
        let values = Sample::from_values(&a).unwrap();
        prop_assert!(close(sums.variance().unwrap(), values.variance().unwrap()));
    }

    #[test]
    fn welch_turns_with_the_arms_and_scales_with_the_unit(a in column(2), b in column(2)) {
        let Ok(forth) = welch_from_values(&a, &b, 0.9) else { return Ok(()) };
        let back = welch_from_values(&b, &a, 0.9).unwrap();
        prop_assert!(close(forth.estimate, -back.estimate) && close(forth.p_value, back.p_value));
        prop_assert!(close(forth.interval.low, -back.interval.high));
        let cents = |column: &[f64]| column.iter().map(|x| 100.0 * x + 7.0).collect::<Vec<_>>();
        let scaled = welch_from_values(&cents(&a), &cents(&b), 0.9).unwrap();
        prop_assert!(close(scaled.estimate, 100.0 * forth.estimate) && close(scaled.p_value, forth.p_value));
        prop_assert!(forth.interval.contains(forth.estimate));
        // An interval leaves out zero exactly when the p-value is below its complement.
        prop_assert!(forth.interval.contains(0.0) == (forth.p_value >= 0.1 - 1e-12) || close(forth.p_value, 0.1));
    }

    #[test]
    fn relative_lift_has_the_absolute_one_over_the_base(a in column(2), b in column(2)) {
        let (one, zero) = (Sample::from_values(&a).unwrap(), Sample::from_values(&b).unwrap());
        let (Ok(relative), Ok(absolute)) = (relative_lift(&one, &zero, 0.95), welch(&one, &zero, 0.95)) else {
            return Ok(());
        };
        prop_assert!(close(relative.estimate * zero.mean().unwrap(), absolute.estimate));
        prop_assert_eq!(relative.degrees_of_freedom, absolute.degrees_of_freedom);
    }

    #[test]
    fn regression_ignores_unit_origin_and_row_order_of_covariates(
        rows in prop::collection::vec((0.0..100.0, 0.0..100.0, 0.0..100.0, any::<bool>()), 12..40)
    ) {
        let run = |rows: &[(f64, f64, f64, bool)], factor: f64, origin: f64| {
            let y: Vec<f64> = rows.iter().map(|r| r.0).collect();
            let x: Vec<f64> = rows.iter().map(|r| factor * r.1 + origin).collect();
            let z: Vec<f64> = rows.iter().map(|r| r.2).collect();
            let arms: Vec<bool> = rows.iter().map(|r| r.3).collect();
            lin_regression(&y, &arms, &[&x, &z], RobustError::Hc3, 0.95)
        };
        let Ok(plain) = run(&rows, 1.0, 0.0) else { return Ok(()) };
        let mut turned = rows.clone();
        turned.reverse();
        for other in [run(&rows, -250.0, 1e4).unwrap(), run(&turned, 1.0, 0.0).unwrap()] {
            prop_assert!((plain.lift.estimate - other.lift.estimate).abs() < 1e-6);
            prop_assert!((plain.lift.standard_error / other.lift.standard_error - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn holm_is_never_below_benjamini_hochberg_nor_that_below_the_p_value(
        p in prop::collection::vec(0.0..=1.0, 0..30)
    ) {
        let (strict, mild) = (holm(&p).unwrap(), benjamini_hochberg(&p).unwrap());
        for ((strict, mild), p) in strict.iter().zip(&mild).zip(&p) {
            prop_assert!(*p <= mild + 1e-12 && *mild <= strict + 1e-12 && *strict <= 1.0);
        }
    }

    #[test]
    fn shrunk_effects_lie_between_their_own_and_the_common_one(
        rows in prop::collection::vec((-50.0..50.0, 0.1..20.0), 2..12)
    ) {
        let (effects, errors): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let segments = SegmentEffects::new(&effects, &errors).unwrap();
        for method in [SpreadMethod::DerSimonianLaird, SpreadMethod::PauleMandel, SpreadMethod::Reml] {
            prop_assert!(between_variance(&segments, method).unwrap() >= 0.0);
            let shrunk = shrink_segments(&segments, method).unwrap();
            let low = effects.iter().copied().fold(f64::INFINITY, f64::min);
            let high = effects.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            for (one, error) in shrunk.iter().zip(&errors) {
                prop_assert!((low..=high).contains(&one.belief.mean));
                prop_assert!((0.0..=1.0).contains(&one.own_weight) && one.belief.sd.is_finite());
                prop_assert!(one.belief.sd > 0.0 && one.belief.sd < 3.0 * error + 100.0);
            }
        }
    }
}
