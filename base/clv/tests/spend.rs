//! Order sizes: planted trends and none, refunds, huge orders, the choice.

use crate::logs::{CDNOW_CALIBRATION_END, cdnow_log, day, outside_file, read_online_retail};
use clv::{
    Purchase, ShrunkMean, SpendIndex, SpendKind, choose_spend, spend_records, test_spend_trend,
};
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Gamma, Normal};
use rand_pcg::Pcg64;

/// Customers who order every few weeks for two years; sizes grow by `per_week` and depend on
/// the order rate by `per_ln_rate`.
fn planted_log(customers: u32, per_week: f64, per_ln_rate: f64) -> Vec<Purchase> {
    let mut rng = Pcg64::seed_from_u64(11);
    let noise = Normal::new(0.0, 0.4).unwrap();
    let rates = Gamma::new(2.0, 0.05).unwrap();
    let mut log = Vec::new();
    for customer in 0..customers {
        let rate: f64 = f64::max(rates.sample(&mut rng), 0.01);
        let own = 4.0 + noise.sample(&mut rng) + per_ln_rate * rate.ln();
        let mut week = rng.random_range(0.0..20.0);
        while week < 104.0 {
            let size: f64 = own + per_week * week + noise.sample(&mut rng);
            log.push(Purchase {
                customer,
                day: (week * 7.0) as i32,
                amount: size.exp(),
            });
            week += (-rng.random::<f64>().ln() / rate).max(0.2);
        }
    }
    log
}

#[test]
fn planted_slopes_are_found_and_none_are_not() {
    let planted = test_spend_trend(&planted_log(800, 0.004, 0.3), 728);
    let time = planted.over_time.unwrap();
    assert!((time.slope - 0.004).abs() < 3.0 * time.standard_error);
    assert!(time.p_value < 1e-6 && planted.index.per_week == time.slope);
    let rate = planted.with_rate.unwrap();
    assert!((0.15..0.4).contains(&rate.slope), "{rate:?}");
    assert!(planted.index.per_ln_rate == rate.slope);

    let none = test_spend_trend(&planted_log(800, 0.0, 0.0), 728);
    assert_eq!((none.index.per_week, none.index.per_ln_rate), (0.0, 0.0));
    assert!(none.over_time.unwrap().p_value > 0.01);
    assert!(test_spend_trend(&[], 0).over_time.is_none());
}

#[test]
fn growing_orders_are_expected_to_be_larger() {
    let log = planted_log(800, 0.004, 0.0);
    let choice = choose_spend(&log, 728, 182);
    assert!(choice.note.contains("a year"), "{}", choice.note);
    let records = choice.model.records(&log, 728);
    let mean = |expected: Vec<f64>| expected.iter().sum::<f64>() / expected.len() as f64;
    let now = mean(
        records
            .iter()
            .map(|one| choice.model.expected(one, 0.0))
            .collect(),
    );
    let later = mean(
        records
            .iter()
            .map(|one| choice.model.expected(one, 26.0))
            .collect(),
    );
    assert!(((later / now).ln() - 0.004 * 13.0).abs() < 0.02);
    // As of week 104, e^(4 + .4²/2·2 + .416) on average.
    let planted = (4.0_f64 + 0.16 + 0.416).exp();
    assert!((now / planted - 1.0).abs() < 0.08, "{now} {planted}");
}

#[test]
fn refunds_and_losses_are_held_by_the_shrunk_mean() {
    let mut rng = Pcg64::seed_from_u64(5);
    let own = Normal::new(2.0, 5.0).unwrap();
    let noise = Normal::new(0.0, 10.0).unwrap();
    let mut log = Vec::new();
    for customer in 0..3_000 {
        let mean: f64 = own.sample(&mut rng);
        for order in 0..rng.random_range(1..20) {
            log.push(Purchase {
                customer,
                day: order * 20,
                amount: mean + noise.sample(&mut rng),
            });
        }
    }
    let records = spend_records(&log, 400, &SpendIndex::default());
    let learnt = ShrunkMean::learn(&records);
    assert!((learnt.centre - 2.0).abs() < 0.4, "{learnt:?}");
    assert!(
        (learnt.worth - 4.0).abs() < 0.6,
        "planted 100/25, {learnt:?}"
    );
    let choice = choose_spend(&log, 400, 200);
    assert!(
        matches!(choice.model.kind, SpendKind::Shrunk(_)),
        "{}",
        choice.note
    );
    assert!(
        records
            .iter()
            .any(|one| choice.model.expected(one, 10.0) < 0.0)
    );
}

#[test]
fn one_huge_order_does_not_make_everybody_rich() {
    let mut log = planted_log(500, 0.0, 0.0);
    let before = ShrunkMean::learn(&spend_records(&log, 728, &SpendIndex::default()));
    log[10].amount = 1e7;
    let after = ShrunkMean::learn(&spend_records(&log, 728, &SpendIndex::default()));
    assert!((after.centre / before.centre - 1.0).abs() < 0.02);
}

#[test]
fn choice_on_real_logs_expects_finite_amounts_of_everybody() {
    let mut logs = vec![(cdnow_log().to_vec(), day(CDNOW_CALIBRATION_END))];
    if let Some(path) = outside_file("online_retail/online_retail.csv.gz") {
        logs.push((read_online_retail(&path), day("2011-06-30")));
    }
    for (log, as_of) in &logs {
        let choice = choose_spend(log, *as_of, 161);
        assert!(choice.trials.len() >= 3, "{:?}", choice.trials);
        let records = choice.model.records(log, *as_of);
        assert!(
            records
                .iter()
                .all(|one| choice.model.expected(one, 23.0).is_finite())
        );
    }
    let nothing = choose_spend(&[], 0, 30);
    assert!(nothing.trials.is_empty() && !nothing.note.is_empty());
}
