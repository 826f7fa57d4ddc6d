//! Times every step on a simulated base: `cargo run --example million -- 1000000`.
//!
//! Customers behave as in CDNOW (BG/NBD parameters of the 2005 paper) and join during the
//! first quarter of 104 weeks. Prints seconds per step and the parameters found.
#![allow(clippy::unwrap_used)]

use clv::{
    BaseModel, BgNbd, Discounting, FoldedHistories, GammaGamma, MbgNbd, ParetoNbd, Purchase,
    WEEKS_PER_YEAR, choose_by_backtest, expected_values, summarise,
};
use rand::{RngExt, SeedableRng};
use rand_distr::{Beta, Distribution, Exp, Gamma};
use rand_pcg::Pcg64;
use std::time::Instant;

/// Last day of the simulated log.
const LAST_DAY: i32 = 728;

fn simulated_log(customers: u32) -> Vec<Purchase> {
    let mut rng = Pcg64::seed_from_u64(1);
    let rates = Gamma::new(0.243, 1.0 / 4.414).unwrap();
    let leaving = Beta::new(0.793, 2.426).unwrap();
    let spends = Gamma::new(3.74, 1.0 / 15.44).unwrap();
    let mut log = Vec::new();
    for customer in 0..customers {
        let rate = f64::max(rates.sample(&mut rng), 1e-12);
        let leave = leaving.sample(&mut rng);
        let order = Gamma::new(6.25, 1.0 / spends.sample(&mut rng)).unwrap();
        let mut day = f64::from(rng.random_range(0..91));
        while day < f64::from(LAST_DAY) {
            log.push(Purchase {
                customer,
                day: day as i32,
                amount: order.sample(&mut rng),
            });
            day += 7.0 * Exp::new(rate).unwrap().sample(&mut rng);
            if log.len() > 1
                && rng.random::<f64>() < leave
                && log[log.len() - 2].customer == customer
            {
                break;
            }
        }
    }
    log
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    println!("{:>8.3} s  {what}", start.elapsed().as_secs_f64());
    done
}

fn main() {
    let customers = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(100_000);
    let log = timed("simulate", || simulated_log(customers));
    println!("{customers} customers, {} purchases", log.len());
    let summary = timed("summarise", || {
        summarise(log.iter().copied(), LAST_DAY).unwrap()
    });
    let choice = timed("choose by backtest", || {
        choose_by_backtest(&log, LAST_DAY, 365).unwrap()
    });
    println!("{}", choice.note);
    let base = timed("fold", || FoldedHistories::fold(&summary.histories));
    println!("{} distinct histories", base.rows().len());
    let fit = timed("fit BG/NBD", || BgNbd::fit(&base).unwrap());
    println!("{:?} in {} steps", fit.params, fit.iterations);
    let fit_mbg = timed("fit MBG/NBD", || MbgNbd::fit(&base).unwrap());
    println!("{:?} in {} steps", fit_mbg.params, fit_mbg.iterations);
    let fit_pareto = timed("fit Pareto/NBD", || ParetoNbd::fit(&base).unwrap());
    println!("{:?} in {} steps", fit_pareto.params, fit_pareto.iterations);
    let spend = timed("fit Gamma-Gamma", || {
        GammaGamma::fit(&summary.repeat_spends).unwrap()
    });
    println!("{:?} in {} steps", spend.params, spend.iterations);
    let money: Vec<f64> = summary
        .repeat_spends
        .iter()
        .map(|own| spend.params.expected_mean_spend(own.count(), own.mean()))
        .collect();
    let year = Discounting::yearly(WEEKS_PER_YEAR, 0.1).unwrap();
    for model in [
        BaseModel::BgNbd(fit.params),
        BaseModel::ParetoNbd(fit_pareto.params),
    ] {
        println!("{}", model.name());
        timed("p_alive", || {
            base.expand(&base.map(|history| model.p_alive(history)))
        });
        timed("expected orders", || {
            base.map(|history| model.expected_orders(history, 39.0))
        });
        timed("twelve-month value", || {
            expected_values(&model, &base, &money, &year)
        });
    }
}
