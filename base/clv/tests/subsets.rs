//! Random parts of real logs, from 5 to 5,000 customers: everything answers, nothing is NaN.

use crate::logs::{
    cdnow_log, outside_file, read_log, read_northwind, read_online_retail, read_resellers,
};
use clv::{
    Discounting, FoldedHistories, Purchase, WEEKS_PER_YEAR, choose_by_backtest, choose_spend,
    expected_values, summarise,
};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::ops::Range;

/// The logs by name; those that are not there are left out.
pub(crate) fn all_logs() -> Vec<(&'static str, Vec<Purchase>)> {
    let mut logs = vec![("CDNOW sample", cdnow_log().to_vec())];
    if let Some(path) = outside_file("clv_reference/apparel_transactions.csv") {
        logs.push(("apparel", read_log(&path, ["Id", "Date", "Price"])));
    }
    if let Some(path) = outside_file("online_retail/online_retail.csv.gz") {
        logs.push(("Online Retail", read_online_retail(&path)));
    }
    if let Some(path) = outside_file("adventureworks_b2b/reseller_sales.csv.gz") {
        logs.push(("AdventureWorks", read_resellers(&path)));
    }
    if let Some(path) = outside_file("northwind/orders.csv.gz") {
        logs.push(("Northwind", read_northwind(&path)));
    }
    logs
}

/// Asks everything of a random part of a log as of a random day.
pub(crate) fn try_part(log: &[Purchase], seed: u64, sizes: Range<f64>) {
    let mut rng = Pcg64::seed_from_u64(seed);
    let owners: Vec<&[Purchase]> = log
        .chunk_by(|one, other| one.customer == other.customer)
        .collect();
    let most = sizes.end.min(owners.len() as f64);
    // Small parts are where things break: as many below a geometric mean as above.
    let size = rng.random_range(sizes.start.ln()..most.ln()).exp().round();
    let wanted = size / owners.len() as f64;
    let part: Vec<Purchase> = owners
        .iter()
        .filter(|_| rng.random::<f64>() < wanted)
        .flat_map(|own| own.iter().copied())
        .collect();
    let days = || log.iter().map(|one| one.day);
    let (first, last) = (days().min().unwrap(), days().max().unwrap());
    let as_of = rng.random_range(first + (last - first) * 3 / 10..=last);
    let horizon_days = rng.random_range(7..400);
    ask_everything(&part, as_of, horizon_days);
}

fn ask_everything(part: &[Purchase], as_of: i32, horizon_days: i32) {
    let weeks = f64::from(horizon_days) / 7.0;
    let known = summarise(part.iter().copied(), as_of).unwrap();
    let base = FoldedHistories::fold(&known.histories);
    let choice = choose_by_backtest(part, as_of, horizon_days).unwrap();
    assert!(
        !choice.note.contains("NaN") && !choice.note.contains("inf"),
        "{}",
        choice.note
    );
    let named = choice.model.parameters();
    assert!(
        named.iter().all(|(_, value)| value.is_finite()),
        "{named:?}"
    );
    let expected = choice.forecast.expected_orders(part, &known, weeks);
    assert_eq!(expected.len(), known.customers.len());
    assert!(
        expected
            .iter()
            .all(|orders| orders.is_finite() && *orders >= 0.0)
    );
    let range = choice.total_orders(&base, expected.iter().sum(), weeks, 0.9);
    assert!(range.low.is_finite() && range.high.is_finite() && range.low <= range.high);

    let spend = choose_spend(part, as_of, horizon_days);
    let records = spend.model.records(part, as_of);
    let per_order: Vec<f64> = records
        .iter()
        .map(|one| spend.model.expected(one, weeks))
        .collect();
    assert!(
        per_order.iter().all(|money| money.is_finite()),
        "{:?}",
        spend.model
    );
    let year = Discounting::yearly(WEEKS_PER_YEAR, 0.1).unwrap();
    let values = expected_values(&choice.model, &base, &per_order, &year);
    assert!(values.iter().all(|value| value.is_finite()));

    let chances = base.expand(&choice.forecast.by_history(&base, weeks));
    let each = known.histories.iter().zip(&chances).zip(&expected);
    for ((history, one), expected) in each.step_by(17) {
        let p_alive = one.p_alive;
        assert!(
            (0.0..=1.0).contains(&p_alive),
            "{:?} {history:?} {p_alive}",
            choice.model
        );
        let ahead = choice
            .model
            .coming_orders_at(history, weeks, p_alive, *expected);
        let range = ahead.range(0.9);
        assert!(
            range.low <= range.high && range.chance >= 0.899,
            "{history:?} {range:?}"
        );
    }
}

/// Proves C53.
#[test]
fn c53_parts_of_every_log_get_finite_answers() {
    for (name, log) in all_logs() {
        for seed in 0..20 {
            println!("{name}, part {seed}");
            try_part(&log, seed, 5.0..600.0);
        }
    }
}
