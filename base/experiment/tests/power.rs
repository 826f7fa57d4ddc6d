//! Enters: demands. Leaves: whether the sizes asked for do what they promise, by simulation.

use experiment::power::{Demand, minimum_detectable_difference, sample_size_for_means};
use experiment::welch::welch_from_values;
use rand::SeedableRng;
use rand_distr::{Distribution, Normal};

#[test]
fn detectable_difference_is_detected_four_times_in_five() {
    let (contacted, control, sd) = (160, 40, 30.0);
    let gap = minimum_detectable_difference(contacted, control, sd, Demand::usual()).unwrap();
    let mut rng = rand_pcg::Pcg64::seed_from_u64(1);
    let mut draw = |n: u64, mean: f64| -> Vec<f64> {
        Normal::new(mean, sd)
            .unwrap()
            .sample_iter(&mut rng)
            .take(n as usize)
            .collect()
    };
    let worlds = 2_000;
    let seen = (0..worlds)
        .filter(|_| {
            welch_from_values(&draw(contacted, gap), &draw(control, 0.0), 0.95)
                .unwrap()
                .p_value
                < 0.05
        })
        .count();
    // Welch's t with 40 controls gives up about a point against the normal approximation.
    let share = seen as f64 / f64::from(worlds);
    assert!((0.76..0.83).contains(&share), "{share}");
}

/// Cohen 1988, table 2.4.1: per arm at 5 % and 80 %, rounded up.
#[test]
fn sample_sizes_of_cohens_table_are_reproduced() {
    for (effect, size) in [(0.2, 393.0), (0.5, 64.0), (0.8, 26.0)] {
        let exact = sample_size_for_means(effect, Demand::usual()).unwrap();
        assert!((exact - size).abs() < 1.0, "{effect}: {exact}");
    }
}
