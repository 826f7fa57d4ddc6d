//! Enters: counts from Newcombe's comparison and the edges. Leaves: whether intervals hold there.

use experiment::proportion::{Proportion, miettinen_nurminen, newcombe, pooled_z_p, wilson};

fn of(yes: u64, n: u64) -> Proportion {
    Proportion::new(yes, n).unwrap()
}

/// Newcombe 1998, Statistics in Medicine 17:873-890, table II, methods 6 and 10, as printed there.
#[test]
fn intervals_of_newcombe_1998_table_ii_are_reproduced() {
    let table = [
        ((56, 70), (48, 80), (0.0528, 0.3382), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1700, 0.8406), (0.1705, 0.8090)),
        ((5, 56), (0, 29), (-0.0326, 0.1933), (-0.0381, 0.1926)),
    ];
    for (one, zero, mn, hybrid) in table {
        let arms = (of(one.0, one.1), of(zero.0, zero.1));
        let score = miettinen_nurminen(arms.0, arms.1, 0.95).unwrap();
        let combined = newcombe(arms.0, arms.1, 0.95).unwrap();
        for (got, want) in [
            (score.low, mn.0),
            (score.high, mn.1),
            (combined.low, hybrid.0),
            (combined.high, hybrid.1),
        ] {
            assert!(
                (got - want).abs() < 5.1e-5,
                "{one:?} {zero:?}: got {got}, printed {want}"
            );
        }
    }
}

#[test]
fn intervals_at_every_small_table_are_ordered_and_inside_the_possible() {
    for n_1 in 1..8_u64 {
        for n_0 in 1..8_u64 {
            for (yes_1, yes_0) in (0..=n_1).flat_map(|a| (0..=n_0).map(move |b| (a, b))) {
                let arms = (of(yes_1, n_1), of(yes_0, n_0));
                let difference = arms.0.share() - arms.1.share();
                for interval in [
                    newcombe(arms.0, arms.1, 0.95).unwrap(),
                    miettinen_nurminen(arms.0, arms.1, 0.95).unwrap(),
                ] {
                    assert!(
                        -1.0 <= interval.low && interval.high <= 1.0,
                        "{arms:?} {interval:?}"
                    );
                    assert!(
                        interval.low <= difference + 1e-12 && difference <= interval.high + 1e-12,
                        "{arms:?}"
                    );
                }
                assert!((0.0..=1.0).contains(&pooled_z_p(arms.0, arms.1)));
            }
        }
    }
}

#[test]
fn swapped_arms_mirror_the_interval() {
    let forth = miettinen_nurminen(of(9, 60), of(3, 80), 0.9).unwrap();
    let back = miettinen_nurminen(of(3, 80), of(9, 60), 0.9).unwrap();
    assert!((forth.low + back.high).abs() < 1e-12 && (forth.high + back.low).abs() < 1e-12);
}

#[test]
fn wilson_of_none_and_all_touches_the_edge() {
    assert_eq!(wilson(of(0, 7), 0.95).unwrap().low, 0.0);
    assert_eq!(wilson(of(7, 7), 0.95).unwrap().high, 1.0);
}
