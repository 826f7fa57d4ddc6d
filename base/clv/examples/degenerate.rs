//! Bases that teach next to nothing, or all too much, at full size:
//! `cargo run -p clv --example degenerate -- 1000000`.
//!
//! For each kind of base: seconds for the fit of every model (or why there is none), the plain
//! choice, the automatic choice, spend, and a year's values of everybody.
#![allow(clippy::unwrap_used)]

use clv::{
    BaseModel, CANDIDATES, Discounting, FoldedHistories, GammaGamma, Purchase, Summary,
    WEEKS_PER_YEAR, choose_by_backtest, choose_spend, expected_values, summarise,
};
use std::time::Instant;

/// Days each log covers.
const DAYS: i32 = 728;

/// Orders of the one customer who has thousands: one on every day.
const MOST_ORDERS: i32 = DAYS;

fn main() {
    let customers: u32 = std::env::args()
        .nth(1)
        .map_or(1_000_000, |text| text.parse().unwrap());
    let kinds: [(&str, OrderDays); 6] = [
        ("all alike: three orders on the same days", |_| {
            vec![0, 90, 300]
        }),
        ("all ordered once, on one day", |_| vec![0]),
        ("no repeat buyer, first orders over two years", |at| {
            vec![spread(at) % DAYS]
        }),
        (
            "one with an order a day, the others with one",
            |at| match at {
                0 => (0..MOST_ORDERS).collect(),
                _ => vec![spread(at) % DAYS],
            },
        ),
        ("everybody like clockwork, every 30 days", |at| {
            (0..24).map(|order| at as i32 % 30 + 30 * order).collect()
        }),
        ("one in ten thousand came back once", |at| {
            match at % 10_000 {
                0 => vec![spread(at) % 300, 300 + spread(at) % 400],
                _ => vec![spread(at) % DAYS],
            }
        }),
    ];
    for (name, days) in kinds {
        println!("\n{name}");
        judge(&log_of(customers, days));
    }
}

/// The days on which a customer orders.
type OrderDays = fn(u32) -> Vec<i32>;

/// A number that has nothing to do with its neighbour's (Fibonacci hashing).
fn spread(at: u32) -> i32 {
    (at.wrapping_mul(2_654_435_769) >> 8) as i32
}

fn log_of(customers: u32, days: OrderDays) -> Vec<Purchase> {
    let orders = |customer| {
        days(customer).into_iter().map(move |day| Purchase {
            customer,
            day,
            amount: 20.0,
        })
    };
    (0..customers).flat_map(orders).collect()
}

fn judge(log: &[Purchase]) {
    let known = timed("summary", || summarise(log.iter().copied(), DAYS).unwrap());
    let base = timed("fold", || FoldedHistories::fold(&known.histories));
    let gaps = known.ln_gap_sums.iter().sum();
    for candidate in CANDIDATES {
        let rows = base.rows().len();
        if candidate.name() == "GGompertz/NBD" && rows > 1_000 {
            continue;
        }
        let start = Instant::now();
        let said = match candidate.fit(&base, gaps) {
            Ok(fit) => fit.note.map_or("fits".to_string(), |note| note.to_string()),
            Err(why) => why.cause(),
        };
        told(start, &format!("{}: {said}", candidate.name()));
    }
    timed("spend", || GammaGamma::fit(&known.all_spends).ok());
    timed("choice of spend", || choose_spend(log, DAYS, 364));
    let (model, _) = timed("plain choice", || BaseModel::choose(&base));
    check(&model, &base, &known);
    let choice = timed("automatic choice", || {
        choose_by_backtest(log, DAYS, 364).unwrap()
    });
    println!("           {}", choice.note);
    let orders = timed("its forecast", || {
        choice.forecast.expected_orders(log, &known, WEEKS_PER_YEAR)
    });
    assert!(
        orders
            .iter()
            .all(|orders| orders.is_finite() && *orders >= 0.0)
    );
}

/// A year's values of everybody are finite.
fn check(model: &BaseModel, base: &FoldedHistories, known: &Summary) {
    let per_order: Vec<f64> = known.all_spends.iter().map(|own| own.mean()).collect();
    let year = Discounting::yearly(WEEKS_PER_YEAR, 0.1).unwrap();
    let values = timed("a year's values", || {
        expected_values(model, base, &per_order, &year)
    });
    assert!(
        values
            .iter()
            .all(|value| value.is_finite() && *value >= 0.0)
    );
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    told(start, what);
    done
}

fn told(start: Instant, what: &str) {
    println!("{:>8.2} s  {what}", start.elapsed().as_secs_f64());
}
