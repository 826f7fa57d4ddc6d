//! Files that begin in the middle: recognised, corrected, and not seen where there are none.

use crate::logs::{CDNOW_CALIBRATION_END, cdnow};
use clv::{CutStart, FoldedHistories, History, ParetoNbd, StartFinding};
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Exp, Gamma};
use rand_pcg::Pcg64;

const TRUTH: [f64; 4] = [0.9, 8.0, 0.8, 20.0];

/// What a file shows of a customer: history in the window, whether the customer was there
/// before, orders in the year after.
struct Shown {
    history: History,
    from_before: bool,
    later: f64,
}

/// Customers who came at a steady rate over `before` weeks before the window and within it.
fn shown(seed: u64, customers: u32, before: f64, window: f64) -> Vec<Shown> {
    let mut rng = Pcg64::seed_from_u64(seed);
    let [r, alpha, s, beta] = TRUTH;
    let (rates, hazards) = (
        Gamma::new(r, 1.0 / alpha).unwrap(),
        Gamma::new(s, 1.0 / beta).unwrap(),
    );
    let mut seen = Vec::new();
    for _ in 0..customers {
        let joined = rng.random::<f64>() * (before + window) - before;
        let rate = f64::max(rates.sample(&mut rng), 1e-9);
        let left = joined
            + Exp::new(f64::max(hazards.sample(&mut rng), 1e-9))
                .unwrap()
                .sample(&mut rng);
        let mut orders = vec![joined];
        let mut at: f64 = joined;
        loop {
            at += Exp::new(rate).unwrap().sample(&mut rng);
            if at > left || at > window + 52.0 {
                break;
            }
            orders.push(at);
        }
        // Whole days, one order each.
        let mut days: Vec<i32> = orders.iter().map(|at| (at * 7.0).ceil() as i32).collect();
        days.dedup();
        let end = (window * 7.0) as i32;
        let inside: Vec<i32> = days
            .iter()
            .copied()
            .filter(|day| (0..=end).contains(day))
            .collect();
        let Some((first, last)) = inside.first().zip(inside.last()) else {
            continue;
        };
        let weeks = |days: i32| f64::from(days) / 7.0;
        seen.push(Shown {
            history: History::new(
                inside.len() as u32 - 1,
                weeks(last - first),
                weeks(end - first),
            )
            .unwrap(),
            from_before: days[0] < *first,
            later: days.iter().filter(|day| **day > end).count() as f64,
        });
    }
    seen
}

fn base_of(seen: &[Shown]) -> FoldedHistories {
    let histories: Vec<History> = seen.iter().map(|own| own.history).collect();
    FoldedHistories::fold(&histories)
}

/// Mean distance in logarithms of what the parameters say from the truth: spread and level of
/// the order rates, and the time by which half the customers have left. (s and β by themselves
/// are hardly known: many pairs say the same.)
fn distance(model: &ParetoNbd) -> f64 {
    let says = |[r, alpha, s, beta]: [f64; 4]| [r, r / alpha, beta * ((1.0 / s).exp2() - 1.0)];
    let found = says(model.parameters().map(|(_, value)| value));
    let parts = found.into_iter().zip(says(TRUTH));
    parts
        .map(|(found, planted)| (found / planted).ln().abs())
        .sum::<f64>()
        / 3.0
}

#[test]
fn cut_file_is_recognised_and_its_parameters_come_nearer() {
    let (mut naive, mut corrected) = (0.0, 0.0);
    for seed in 0..2 {
        let seen = shown(60 + seed, 7_000, 200.0, 78.0);
        let base = base_of(&seen);
        let start = CutStart::learn(&base).unwrap();
        let StartFinding::Cut {
            share_from_before, ..
        } = start.finding
        else {
            panic!("{}", start.finding);
        };
        let planted = seen.iter().filter(|own| own.from_before).count() as f64 / seen.len() as f64;
        assert!(
            (share_from_before - planted).abs() < 0.08,
            "{share_from_before} {planted}"
        );
        naive += distance(&ParetoNbd::fit(&base).unwrap().params);
        corrected += distance(&start.fit.params);
        let text = start.finding.to_string();
        assert!(text.contains("begins in the middle"), "{text}");
        // Whence the customers come, and what came of them.
        let (mut right, mut expected, mut came) = (0.0, 0.0, 0.0);
        for own in &seen {
            let before = start.p_from_before(&own.history);
            right += if own.from_before {
                before
            } else {
                1.0 - before
            };
            expected += start.expected_orders(&own.history, 52.0);
            came += own.later;
            assert!((0.0..=1.0).contains(&start.p_alive(&own.history)));
        }
        assert!(right / seen.len() as f64 > 0.7);
        assert!((expected / came - 1.0).abs() < 0.08, "{expected} {came}");
    }
    assert!(
        corrected < 0.4 * naive,
        "corrected {corrected}, naive {naive}"
    );
}

#[test]
fn whole_files_and_cohorts_are_left_alone() {
    for seed in 0..3 {
        let seen = shown(80 + seed, 3_000, 0.0, 78.0);
        let start = CutStart::learn(&base_of(&seen)).unwrap();
        assert_eq!(start.finding, StartFinding::Whole, "{}", start.finding);
        assert_eq!(start.p_from_before(&seen[0].history), 0.0);
    }
    let cohort = FoldedHistories::fold(&cdnow(CDNOW_CALIBRATION_END).histories);
    let start = CutStart::learn(&cohort).unwrap();
    assert_eq!(start.finding, StartFinding::Whole, "{}", start.finding);
    assert_eq!(start.fit, ParetoNbd::fit(&cohort).unwrap());
}

#[test]
fn file_of_a_few_weeks_cannot_be_judged() {
    let seen = shown(90, 800, 100.0, 20.0);
    let start = CutStart::learn(&base_of(&seen)).unwrap();
    assert!(matches!(start.finding, StartFinding::TooShort { .. }));
}
