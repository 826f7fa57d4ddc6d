//! Enters: seeded worlds in which contacting does nothing, or something known. Leaves: how often
//! the intervals and tests are right.

use experiment::permutation::{Outcome, permutation_within_blocks};
use experiment::pooling::{SegmentEffects, SpreadMethod};
use experiment::proportion::{Proportion, miettinen_nurminen, newcombe};
use experiment::regression::{RobustError, Slopes, lin_regression};
use experiment::relative::{RatioSample, ratio_lift, relative_lift};
use experiment::rerandomise::{Trial, redrawn_lift};
use experiment::sequential::look_at;
use experiment::shrink::shrink_segments;
use experiment::srm::sample_ratio;
use experiment::welch::{welch, welch_from_values};
use experiment::{Arm, Lift, Sample, Unit, assign};
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, LogNormal, Normal};
use rand_pcg::Pcg64;

/// Accounts of a made-up base: what they spent before, and what they spend after if left alone.
struct World {
    past: Vec<f64>,
    future: Vec<f64>,
}

/// A distributor's accounts: skewed spend that mostly continues, three in ten silent.
fn skewed_world(n: usize, rng: &mut Pcg64) -> World {
    let size = LogNormal::new(5.0, 1.0).unwrap();
    let change = LogNormal::new(-0.125, 0.5).unwrap();
    let past: Vec<f64> = size.sample_iter(&mut *rng).take(n).collect();
    let mut after = |spend: &f64| {
        if rng.random::<f64>() < 0.3 {
            0.0
        } else {
            spend * change.sample(&mut *rng)
        }
    };
    let future = past.iter().map(&mut after).collect();
    World { past, future }
}

/// Draws the control group in blocks by past spend and gives each account's arm.
fn draw_arms(world: &World, share: f64, seed: u64) -> (Vec<bool>, Vec<u32>) {
    let unit = |(id, &sort_key): (usize, &f64)| Unit {
        id: id as i64,
        sort_key,
        stratum: 0,
    };
    let units: Vec<Unit> = world.past.iter().enumerate().map(unit).collect();
    let (mut arms, mut blocks) = (vec![true; units.len()], vec![0; units.len()]);
    for a in assign(&units, share, seed) {
        arms[a.id as usize] = a.arm == Arm::Contacted;
        blocks[a.id as usize] = a.block;
    }
    (arms, blocks)
}

/// Lin's regression on past spend and its root.
fn adjusted(world: &World, outcomes: &[f64], arms: &[bool]) -> Lift {
    let root: Vec<f64> = world.past.iter().map(|x| x.sqrt()).collect();
    lin_regression(
        outcomes,
        arms,
        &[&world.past, &root],
        RobustError::Hc3ByArm,
        0.95,
    )
    .unwrap()
    .lift
}

/// Share of worlds for which `says` holds.
fn share_of_worlds(worlds: u64, mut says: impl FnMut(u64) -> bool) -> f64 {
    (0..worlds).filter(|&world| says(world)).count() as f64 / worlds as f64
}

/// Skewed spend and a small control group are hard on every t interval: where the few accounts left
/// alone happen to have no large order, both their mean and their spread come out low. The bounds
/// are what was measured, rounded up; Welch's t is shown beside.
#[test]
fn aa_with_blocks_and_regression_stays_near_its_level() {
    for (n, share) in [(60, 0.5), (100, 0.5), (200, 0.2), (500, 0.2), (1_000, 0.1)] {
        let mut rng = Pcg64::seed_from_u64(n as u64);
        let mut better = 0.0;
        let called = share_of_worlds(2_000, |seed| {
            let world = skewed_world(n, &mut rng);
            let (arms, _) = draw_arms(&world, share, seed);
            let lift = adjusted(&world, &world.future, &arms);
            better += f64::from(u8::from(lift.p_above(0.0) < 0.05)) / 2_000.0;
            lift.p_value < 0.05
        });
        println!(
            "A/A, {n} accounts, {share} left alone: called {called}, called better {better:.4}"
        );
        assert!(
            called <= 0.075 && better <= 0.085,
            "{n} {share}: {called} {better}"
        );
    }
}

#[test]
fn intervals_of_blocks_and_regression_hold_the_true_lift() {
    for (n, share) in [(200, 0.2), (500, 0.2)] {
        let mut rng = Pcg64::seed_from_u64(77 + n as u64);
        let mut widths = (0.0, 0.0);
        let held = share_of_worlds(2_000, |seed| {
            let world = skewed_world(n, &mut rng);
            let (arms, _) = draw_arms(&world, share, seed);
            // Contacting adds a tenth of what each account would have spent, a quarter to the small.
            let gain = |y: &f64| if *y < 100.0 { 0.25 * y } else { 0.1 * y };
            let truth = world.future.iter().map(gain).sum::<f64>() / n as f64;
            let contacted = |(y, &z): (&f64, &bool)| if z { y + gain(y) } else { *y };
            let outcomes: Vec<f64> = world.future.iter().zip(&arms).map(contacted).collect();
            let lift = adjusted(&world, &outcomes, &arms);
            let of = |arm: bool| -> Vec<f64> {
                outcomes
                    .iter()
                    .zip(&arms)
                    .filter(|&(_, &z)| z == arm)
                    .map(|(&y, _)| y)
                    .collect()
            };
            let plain = welch_from_values(&of(true), &of(false), 0.95).unwrap();
            widths.0 += lift.interval.half_width();
            widths.1 += plain.interval.half_width();
            lift.interval.contains(truth)
        });
        let narrower = widths.0 / widths.1;
        println!("coverage {held} at {n} accounts, width {narrower:.2} of Welch's");
        assert!(
            (0.935..=0.985).contains(&held) && narrower < 0.9,
            "{n}: {held} {narrower}"
        );
    }
}

#[test]
fn aa_permutation_within_blocks_keeps_its_level_in_every_skew() {
    let mut rng = Pcg64::seed_from_u64(5);
    let called = share_of_worlds(1_500, |seed| {
        let world = skewed_world(60, &mut rng);
        let (arms, blocks) = draw_arms(&world, 0.2, seed);
        let arm = |z: bool| if z { Arm::Contacted } else { Arm::Control };
        let rows = arms.iter().zip(&blocks).zip(&world.future);
        let outcomes: Vec<Outcome> = rows
            .map(|((&z, &block), &value)| Outcome {
                block,
                arm: arm(z),
                value,
            })
            .collect();
        permutation_within_blocks(&outcomes, 399, seed)
            .unwrap()
            .two_sided_doubled
            <= 0.05
    });
    // Three standard errors of a 5 % share over 1,500 worlds are 1.7 points.
    assert!(called < 0.067, "{called}");
}

#[test]
fn aa_welch_on_normal_outcomes_calls_one_in_twenty() {
    let mut rng = Pcg64::seed_from_u64(6);
    let spread = |sd: f64| Normal::new(10.0, sd).unwrap();
    let called = share_of_worlds(10_000, |_| {
        let contacted: Vec<f64> = spread(2.0).sample_iter(&mut rng).take(30).collect();
        let control: Vec<f64> = spread(5.0).sample_iter(&mut rng).take(12).collect();
        welch_from_values(&contacted, &control, 0.95)
            .unwrap()
            .p_value
            < 0.05
    });
    // Three standard errors of a 5 % share over 10,000 worlds are 0.65 points.
    assert!((called - 0.05).abs() < 0.0065, "{called}");
}

#[test]
fn relative_and_ratio_intervals_hold_the_truth() {
    let mut rng = Pcg64::seed_from_u64(8);
    let spend = LogNormal::new(3.0, 0.6).unwrap();
    let mut arm = |n: usize, factor: f64| -> (Vec<f64>, Vec<f64>) {
        (0..n)
            .map(|_| {
                let orders = f64::from(rng.random_range(1..5_u32));
                (factor * orders * spend.sample(&mut rng), orders)
            })
            .unzip()
    };
    let (mut relative_held, mut ratio_held) = (0, 0);
    let worlds = 3_000;
    for _ in 0..worlds {
        let ((revenue_1, orders_1), (revenue_0, orders_0)) = (arm(300, 1.1), arm(150, 1.0));
        let samples = (
            Sample::from_values(&revenue_1).unwrap(),
            Sample::from_values(&revenue_0).unwrap(),
        );
        let relative = relative_lift(&samples.0, &samples.1, 0.95).unwrap();
        relative_held += u32::from(relative.interval.contains(0.1));
        let one = RatioSample::from_values(&revenue_1, &orders_1).unwrap();
        let zero = RatioSample::from_values(&revenue_0, &orders_0).unwrap();
        let mean_order = (3.0_f64 + 0.18).exp();
        ratio_held += u32::from(
            ratio_lift(&one, &zero, 0.95)
                .unwrap()
                .interval
                .contains(0.1 * mean_order),
        );
    }
    for held in [relative_held, ratio_held] {
        let share = f64::from(held) / f64::from(worlds);
        assert!((0.935..0.965).contains(&share), "{share}");
    }
}

/// Exact coverage, summed over all tables, not simulated.
#[test]
fn share_intervals_cover_about_nineteen_in_twenty() {
    let chance = |n: u64, k: u64, p: f64| {
        let ways: f64 = (0..k).map(|i| (n - i) as f64 / (i + 1) as f64).product();
        ways * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32)
    };
    let (n_1, n_0) = (40, 10);
    let mut sums = (0.0, 0.0, 0.0);
    for (p_1, p_0) in [
        (0.1, 0.1),
        (0.3, 0.2),
        (0.5, 0.5),
        (0.6, 0.9),
        (0.2, 0.05),
        (0.35, 0.3),
    ] {
        let mut held = (0.0, 0.0);
        for (a, b) in (0..=n_1).flat_map(|a| (0..=n_0).map(move |b| (a, b))) {
            let arms = (
                Proportion::new(a, n_1).unwrap(),
                Proportion::new(b, n_0).unwrap(),
            );
            let weight = chance(n_1, a, p_1) * chance(n_0, b, p_0);
            let truth = p_1 - p_0;
            held.0 +=
                weight * f64::from(newcombe(arms.0, arms.1, 0.95).unwrap().contains(truth) as u8);
            held.1 += weight
                * f64::from(
                    miettinen_nurminen(arms.0, arms.1, 0.95)
                        .unwrap()
                        .contains(truth) as u8,
                );
        }
        assert!(held.0 > 0.90 && held.1 > 0.90, "{p_1} {p_0}: {held:?}");
        sums = (sums.0 + held.0, sums.1 + held.1, sums.2 + 1.0);
    }
    let (newcombe_mean, score_mean) = (sums.0 / sums.2, sums.1 / sums.2);
    println!(
        "coverage of 95 % intervals, 40 against 10: Newcombe {newcombe_mean:.3}, score {score_mean:.3}"
    );
    assert!((0.94..0.985).contains(&newcombe_mean) && (0.94..0.985).contains(&score_mean));
}

#[test]
fn shrunk_segment_effects_are_closer_to_the_truth_than_raw_ones() {
    let mut rng = Pcg64::seed_from_u64(9);
    let (mut raw_loss, mut shrunk_loss, mut held, mut segments_seen) = (0.0, 0.0, 0.0, 0.0);
    for _ in 0..400 {
        let truths: Vec<f64> = Normal::new(5.0, 3.0)
            .unwrap()
            .sample_iter(&mut rng)
            .take(25)
            .collect();
        let errors: Vec<f64> = (0..25).map(|i| 2.0 + f64::from(i % 5) * 2.0).collect();
        let measure =
            |(truth, error): (&f64, &f64)| Normal::new(*truth, *error).unwrap().sample(&mut rng);
        let effects: Vec<f64> = truths.iter().zip(&errors).map(measure).collect();
        let shrunk = shrink_segments(
            &SegmentEffects::new(&effects, &errors).unwrap(),
            SpreadMethod::Reml,
        )
        .unwrap();
        for ((truth, raw), one) in truths.iter().zip(&effects).zip(&shrunk) {
            raw_loss += (raw - truth).powi(2);
            shrunk_loss += (one.belief.mean - truth).powi(2);
            held += f64::from(one.belief.interval(0.95).unwrap().contains(*truth) as u8);
            segments_seen += 1.0;
        }
    }
    let (gain, coverage) = (shrunk_loss / raw_loss, held / segments_seen);
    println!("squared error after shrinking: {gain:.2} of raw; coverage of beliefs {coverage:.3}");
    assert!(
        gain < 0.35 && (0.89..0.97).contains(&coverage),
        "{gain} {coverage}"
    );
}

#[test]
fn fair_draws_raise_the_ratio_alarm_at_most_twice_in_a_thousand() {
    let mut rng = Pcg64::seed_from_u64(10);
    let alarms = share_of_worlds(4_000, |_| {
        let contacted = (0..2_000).filter(|_| rng.random::<f64>() < 0.9).count() as u64;
        sample_ratio(&[contacted, 2_000 - contacted], &[0.9, 0.1])
            .unwrap()
            .is_mismatch()
    });
    assert!(alarms <= 0.002, "{alarms}");
}

/// Level and coverage where Student's t has trouble: skewed spend, few left alone.
#[test]
fn redrawn_lift_keeps_level_and_coverage_with_few_left_alone() {
    for (n, share) in [(60, 0.2), (200, 0.2)] {
        let mut rng = Pcg64::seed_from_u64(900 + n as u64);
        let (mut called, mut better, mut width, mut plain_width) = (0, 0, 0.0, 0.0);
        let worlds = 400;
        let held = share_of_worlds(worlds, |seed| {
            let world = skewed_world(n, &mut rng);
            let (contacted, blocks) = draw_arms(&world, share, seed);
            let arms: Vec<Arm> = contacted
                .iter()
                .map(|&z| if z { Arm::Contacted } else { Arm::Control })
                .collect();
            let root: Vec<f64> = world.past.iter().map(|x| x.sqrt()).collect();
            let covariates: [&[f64]; 2] = [&world.past, &root];
            let judge = |outcomes: &[f64]| {
                let trial = Trial {
                    outcomes,
                    arms: &arms,
                    blocks: &blocks,
                    covariates: &covariates,
                    slopes: Slopes::Common,
                };
                redrawn_lift(&trial, 199, seed, 0.95).unwrap()
            };
            let nothing = judge(&world.future);
            called += u32::from(nothing.p_value <= 0.05);
            better += u32::from(nothing.p_above_zero <= 0.05);
            let gained = |(y, &z): (&f64, &bool)| if z { 1.2 * y } else { *y };
            let outcomes: Vec<f64> = world.future.iter().zip(&contacted).map(gained).collect();
            let truth = 0.2 * world.future.iter().sum::<f64>() / n as f64;
            let lift = judge(&outcomes);
            width += lift.interval.half_width();
            plain_width += lift.adjusted.lift.interval.half_width();
            lift.interval.contains(truth)
        });
        let (called, better) = (
            f64::from(called) / worlds as f64,
            f64::from(better) / worlds as f64,
        );
        println!(
            "redrawn, {n}, {share}: called {called:.3}, better {better:.3}, coverage {held:.3}, width {:.2} of t's",
            width / plain_width
        );
        // Three standard errors of a 5 % share over 400 worlds are 3.3 points.
        assert!(
            called <= 0.077 && better <= 0.077,
            "{n} {share}: {called} {better}"
        );
        assert!(held >= 0.92, "{n} {share}: {held}");
    }
}

#[test]
fn aa_looked_at_every_week_calls_at_most_one_in_twenty() {
    let mut rng = Pcg64::seed_from_u64(11);
    let spend = LogNormal::new(0.0, 0.8).unwrap();
    let (mut ordinary, worlds) = (0, 600);
    let called = share_of_worlds(worlds, |_| {
        let mut arms = [Sample::from_values(&[]).unwrap(); 2];
        let (mut ever, mut ever_ordinary) = (false, false);
        for _week in 0..52 {
            for arm in &mut arms {
                let new: Vec<f64> = spend.sample_iter(&mut rng).take(40).collect();
                *arm = arm.merge(Sample::from_values(&new).unwrap());
            }
            let lift = welch(&arms[0], &arms[1], 0.95).unwrap();
            ever_ordinary |= lift.p_value < 0.05;
            ever |= look_at(&lift, arms[0].n() + arms[1].n(), 1_000, 0.95)
                .unwrap()
                .p_value
                < 0.05;
        }
        ordinary += u32::from(ever_ordinary);
        ever
    });
    let ordinary = f64::from(ordinary) / worlds as f64;
    println!("52 looks at nothing: called {called:.3}; with the ordinary p-value {ordinary:.3}");
    assert!(called <= 0.05 && ordinary > 0.25, "{called} {ordinary}");
}
