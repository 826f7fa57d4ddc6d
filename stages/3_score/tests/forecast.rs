//! What foretold the past best together, models, rules and a correction, is what every account is
//! told to expect: on the list, on the account's own page and in the total.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clv::{Purchase, choose_by_backtest, count_order_days, summarise};
use score::ScoreOptions;
use store::Silent;
use terms::Day;

use crate::logs::{outside_file, read_online_retail};
use crate::shop::{Bought, NOW, Shop, bought};

/// Weeks foretold: those up to the end of the log.
const HORIZON_DAYS: i32 = 161;

fn online_retail() -> Option<PathBuf> {
    outside_file("online_retail/online_retail.csv.gz")
}

/// Money of every customer and day with a sale, in minor units.
fn sales(path: &Path) -> BTreeMap<(u32, i32), i64> {
    let mut sales = BTreeMap::new();
    for one in read_online_retail(path) {
        let minor = (100.0 * one.amount).round() as i64;
        *sales.entry((one.customer, one.day)).or_default() += minor;
    }
    sales.retain(|_, minor| *minor > 0);
    sales
}

/// The wholesaler's customers up to a day, scored for what comes after it; with their log.
fn scored(path: &Path, as_of: Day) -> (Shop, Vec<Purchase>) {
    let sales = sales(path);
    let mut numbers: Vec<u32> = sales
        .keys()
        .filter(|(_, day)| *day <= as_of.number())
        .map(|(customer, _)| *customer)
        .collect();
    numbers.dedup();
    let shop = Shop::open();
    let accounts = shop.households(numbers.len());
    let (mut orders, mut log): (Vec<Bought>, Vec<Purchase>) = Default::default();
    for (&(customer, day), &minor) in &sales {
        let Ok(at) = numbers.binary_search(&customer) else {
            continue;
        };
        orders.push(bought(accounts[at], day, minor));
        log.push(Purchase {
            customer: at as u32,
            day,
            amount: minor as f64,
        });
    }
    shop.buy(&orders);
    let options = ScoreOptions {
        horizon_days: HORIZON_DAYS,
        ..ScoreOptions::new(as_of, NOW)
    };
    score::score(&shop.store, &options, &Silent).unwrap();
    (shop, log)
}

/// Proves C53 on real orders.
#[test]
fn c53_accounts_are_told_what_all_that_foretold_the_past_best_expects_together() {
    let Some(path) = online_retail() else { return };
    let as_of: Day = "2011-06-30".parse().unwrap();
    let (shop, log) = scored(&path, as_of);
    let choice = choose_by_backtest(&log, as_of.number(), HORIZON_DAYS).unwrap();
    assert!(choice.forecast.needs_order_days(), "{}", choice.note);
    let known: Vec<Purchase> = log
        .iter()
        .filter(|one| one.day <= as_of.number())
        .copied()
        .collect();
    let summary = summarise(known.iter().copied(), as_of.number()).unwrap();
    let foretold = choice.forecast.expected_orders(&known, &summary, 23.0);
    let mut minor = 0;
    for (at, foretold) in foretold.iter().enumerate() {
        let account = at as i64 + 1;
        let score = shop.score_of(account).unwrap();
        assert!(
            (score.expected_orders - foretold).abs() < 1e-9 * foretold,
            "{account}: {} for {foretold}",
            score.expected_orders
        );
        minor += score.expected_value_minor;
    }
    assert_eq!(shop.figures().expected_value.minor, minor);
    let used: Vec<String> = shop
        .figures()
        .models
        .into_iter()
        .filter(|line| line.chosen)
        .map(|line| line.name)
        .collect();
    assert!(
        used.len() == 1 && used[0].contains("corrected by"),
        "{used:?}"
    );

    // On the weeks that came: nearer than any single model or rule gets (BENCHMARKS.md).
    let came = count_order_days(
        log.iter().copied(),
        &summary.customers,
        as_of.number(),
        as_of.number() + HORIZON_DAYS,
    );
    let squares = foretold.iter().zip(&came);
    let squares = squares.map(|(foretold, came)| (foretold - f64::from(*came)).powi(2));
    let root = (squares.sum::<f64>() / came.len() as f64).sqrt();
    assert!(root <= 2.0, "{root}");
}

#[test]
fn an_account_looked_at_closely_shows_what_the_list_shows() {
    let Some(path) = online_retail() else { return };
    let (shop, _) = scored(&path, "2011-06-30".parse().unwrap());
    let mut moved = 0;
    for account in (1..2_900).step_by(37) {
        let outlook = shop.store.read(|db| score::read_outlook(db, account));
        let (outlook, score) = (outlook.unwrap().unwrap(), shop.score_of(account).unwrap());
        assert_eq!(outlook.orders.expected, score.expected_orders);
        assert_eq!(outlook.value.minor, score.expected_value_minor);
        let orders = outlook.orders;
        assert!(orders.low95 <= orders.low80 && orders.high80 <= orders.high95);
        // One number of orders may outweigh all others, but not by a whole order and more.
        let (low, high) = (f64::from(orders.low95), f64::from(orders.high95));
        assert!(
            low - 1.0 < orders.expected && orders.expected < high + 1.0,
            "{orders:?}"
        );
        moved += u32::from(outlook.value.low80 > 0);
    }
    assert!(moved > 5, "some have a range above zero: {moved}");
}

#[test]
fn money_expected_by_month_adds_up_to_what_accounts_are_told() {
    let Some(path) = online_retail() else { return };
    let (shop, _) = scored(&path, "2011-06-30".parse().unwrap());
    // A year, so that the months ahead and the horizon are the same stretch.
    let options = ScoreOptions::new("2011-06-30".parse().unwrap(), NOW);
    score::score(&shop.store, &options, &Silent).unwrap();
    let figures = shop.figures();
    let months: i64 = figures.months.iter().map(|one| one.expected_minor).sum();
    let year = figures.expected_revenue.minor;
    assert!((months - year).abs() <= 12, "{months} of {year}");
    let outlooks = (1..=2_000).filter_map(|account| {
        let read = shop.store.read(|db| score::read_outlook(db, account));
        read.unwrap().map(|one| one.revenue.minor)
    });
    let told: i64 = outlooks.sum();
    assert!(told > 0 && told < year, "{told} of {year}");
}
