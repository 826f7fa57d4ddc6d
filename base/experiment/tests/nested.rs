//! Effects in groups: against the joint normal solved as a whole, published figures, and limits.

use experiment::nested::{Measured, NestedPrior, believe_nested};
use experiment::shrink::Belief;

const PRIOR: NestedPrior = NestedPrior {
    overall: Belief { mean: 1.0, sd: 1.0 },
    group_sd: 0.5,
    member_sd: 0.4,
};

fn measured(group: usize, estimate: f64, standard_error: f64) -> Measured {
    Measured {
        group,
        estimate,
        standard_error,
    }
}

/// Solves `matrix · x = right` for a small positive definite matrix.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for at in 0..size {
        for row in at + 1..size {
            let factor = matrix[row][at] / matrix[at][at];
            let pivot = matrix[at].clone();
            for (value, above) in matrix[row].iter_mut().zip(pivot).skip(at) {
                *value -= factor * above;
            }
            right[row] -= factor * right[at];
        }
    }
    for at in (0..size).rev() {
        for column in at + 1..size {
            right[at] -= matrix[at][column] * right[column];
        }
        right[at] /= matrix[at][at];
    }
    right
}

/// Mean and spread of the target by conditioning the joint normal of target and measurements.
fn by_conditioning(with_target: &[f64], own: f64, all: &[Measured]) -> Belief {
    let (shared, grouped) = (PRIOR.overall.sd.powi(2), PRIOR.group_sd.powi(2));
    let covariance: Vec<Vec<f64>> = all
        .iter()
        .enumerate()
        .map(|(i, one)| {
            let with = |(j, other): (usize, &Measured)| {
                let same_group = if one.group == other.group {
                    grouped
                } else {
                    0.0
                };
                let same = PRIOR.member_sd.powi(2) + one.standard_error.powi(2);
                shared + same_group + if i == j { same } else { 0.0 }
            };
            all.iter().enumerate().map(with).collect()
        })
        .collect();
    let gaps = all.iter().map(|one| one.estimate - PRIOR.overall.mean);
    let weights = solve(covariance.clone(), gaps.collect());
    let told = solve(covariance, with_target.to_vec());
    let dot = |a: &[f64]| a.iter().zip(with_target).map(|(x, y)| x * y).sum::<f64>();
    Belief {
        mean: PRIOR.overall.mean + dot(&weights),
        sd: (own - dot(&told)).sqrt(),
    }
}

fn assert_close(one: Belief, other: Belief) {
    assert!((one.mean - other.mean).abs() < 1e-10, "{one:?} {other:?}");
    assert!((one.sd - other.sd).abs() < 1e-10, "{one:?} {other:?}");
}

#[test]
fn beliefs_equal_the_joint_normal_solved_as_a_whole() {
    let all = [
        measured(0, 0.2, 0.3),
        measured(0, 0.6, 0.8),
        measured(1, 1.9, 0.5),
        measured(2, -0.4, 1.5),
        measured(2, 0.1, 0.2),
    ];
    let beliefs = believe_nested(PRIOR, 4, &all).unwrap();
    let shared = PRIOR.overall.sd.powi(2);
    let grouped = PRIOR.group_sd.powi(2);
    let with_all = vec![shared; all.len()];
    assert_close(beliefs.overall, by_conditioning(&with_all, shared, &all));
    for group in 0..4 {
        let in_group = |one: &Measured| shared + if one.group == group { grouped } else { 0.0 };
        let with: Vec<f64> = all.iter().map(in_group).collect();
        assert_close(
            beliefs.groups[group],
            by_conditioning(&with, shared + grouped, &all),
        );
    }
    for (at, one) in all.iter().enumerate() {
        let with_member = |(other, that): (usize, &Measured)| {
            let group = if that.group == one.group {
                grouped
            } else {
                0.0
            };
            let member = if other == at {
                PRIOR.member_sd.powi(2)
            } else {
                0.0
            };
            shared + group + member
        };
        let with: Vec<f64> = all.iter().enumerate().map(with_member).collect();
        let own = shared + grouped + PRIOR.member_sd.powi(2);
        assert_close(beliefs.members[at], by_conditioning(&with, own, &all));
    }
}

/// Effects and errors of Rubin 1981; the common effect of metafor, 7.6856 ± 4.0719.
#[test]
fn schools_that_do_not_differ_have_the_published_effect_in_common() {
    let schools = [
        (28.0, 15.0),
        (8.0, 10.0),
        (-3.0, 16.0),
        (7.0, 11.0),
        (-1.0, 9.0),
        (1.0, 11.0),
        (18.0, 10.0),
        (12.0, 18.0),
    ];
    let all: Vec<Measured> = schools
        .iter()
        .map(|&(estimate, error)| measured(0, estimate, error))
        .collect();
    let prior = NestedPrior {
        overall: Belief { mean: 0.0, sd: 1e6 },
        group_sd: 1e-6,
        member_sd: 1e-6,
    };
    let beliefs = believe_nested(prior, 1, &all).unwrap();
    assert!((beliefs.overall.mean - 7.6856).abs() < 1e-4);
    assert!((beliefs.overall.sd - 4.0719).abs() < 1e-4);
    let last = beliefs.members.last().unwrap();
    assert!((last.mean - 7.6856).abs() < 1e-4, "all are alike: {last:?}");
}

#[test]
fn nothing_measured_leaves_what_was_believed_and_bad_input_is_named() {
    let beliefs = believe_nested(PRIOR, 2, &[]).unwrap();
    assert_close(beliefs.overall, PRIOR.overall);
    let spread = 1.25_f64.sqrt();
    let unmeasured = Belief {
        mean: 1.0,
        sd: spread,
    };
    assert_close(beliefs.groups[1], unmeasured);
    for bad in [
        measured(2, 1.0, 1.0),
        measured(0, f64::NAN, 1.0),
        measured(0, 1.0, 0.0),
    ] {
        assert!(believe_nested(PRIOR, 2, &[bad]).is_err(), "{bad:?}");
    }
    let flat = NestedPrior {
        member_sd: 0.0,
        ..PRIOR
    };
    assert!(believe_nested(flat, 1, &[]).is_err());
}
