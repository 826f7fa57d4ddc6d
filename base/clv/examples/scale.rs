//! A whole base from a file: `cargo run -p clv --example scale -- FILE [CUSTOMERS]`.
//!
//! FILE is a CSV of customer number, date (2025-12-31), amount in any order of rows; where it is
//! missing, one of CUSTOMERS simulated customers (5,000,000 unless given) is written in the order
//! of dates, and nothing else done. Prints seconds per step, from reading the file to everybody's
//! twelve-month value, and the largest memory.
#![allow(clippy::unwrap_used)]

#[path = "../tests/logs.rs"]
#[allow(dead_code)]
mod logs;

use clv::{
    Discounting, FoldedHistories, GammaGamma, OrderModel, ParetoNbd, Purchase, WEEKS_PER_YEAR,
    summarise,
};
use rand::{RngExt, SeedableRng};
use rand_distr::{Beta, Distribution, Exp, Gamma};
use rand_pcg::Pcg64;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

/// First day of the simulated log, and its length in days.
const FIRST_DATE: &str = "2024-01-01";
const LOG_DAYS: i32 = 728;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap();
    let path = Path::new(&path);
    let customers = arguments
        .next()
        .map_or(5_000_000, |text| text.parse().unwrap());
    if !path.exists() {
        write_log(path, customers);
        println!("written; run again to measure");
        return;
    }
    let start = Instant::now();
    value_base(path);
    println!("{:>8.2} s  in all", start.elapsed().as_secs_f64());
    println!("{:>8} MiB at most", most_memory_mib());
}

fn value_base(path: &Path) {
    let mut log = timed("read and parse", || read_log(path));
    timed("sort", || {
        rayon::slice::ParallelSliceMut::par_sort_unstable_by_key(&mut log[..], |one| {
            (one.customer, one.day)
        })
    });
    println!("{} purchases", log.len());
    let as_of = log.iter().map(|one| one.day).max().unwrap();
    let summary = timed("summarise", || summarise(log, as_of).unwrap());
    let base = timed("fold", || FoldedHistories::fold(&summary.histories));
    println!(
        "{} customers, {} distinct",
        base.customers(),
        base.rows().len()
    );
    let model = timed("fit Pareto/NBD", || ParetoNbd::fit(&base).unwrap().params);
    let spend = timed("fit Gamma-Gamma", || {
        GammaGamma::fit(&summary.all_spends).unwrap().params
    });
    let year = Discounting::yearly(WEEKS_PER_YEAR, 0.1).unwrap();
    let chances = timed("chance active, expected orders, discounted orders", || {
        base.map(|history| {
            let orders = model.discounted_orders(history, &year);
            [
                model.p_alive(history),
                model.expected_orders(history, WEEKS_PER_YEAR),
                orders,
            ]
        })
    });
    let total: f64 = timed("value of everybody", || {
        (0..base.customers())
            .map(|at| {
                let own = summary.all_spends[at];
                chances[base.row_of(at)][2] * spend.expected_mean_spend(own.count(), own.mean())
            })
            .sum()
    });
    println!("worth {total:.0} in all");
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    println!("{:>8.2} s  {what}", start.elapsed().as_secs_f64());
    done
}

/// Reads line by line: customer, date, amount, without quotes.
fn read_log(path: &Path) -> Vec<Purchase> {
    let file = File::open(path).unwrap();
    let mut reader = BufReader::with_capacity(1 << 20, file);
    let mut line = Vec::new();
    reader.read_until(b'\n', &mut line).unwrap();
    let mut days = Days::default();
    let mut log = Vec::new();
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line).unwrap() == 0 {
            return log;
        }
        let mut fields = line.trim_ascii_end().split(|byte| *byte == b',');
        let mut field = || fields.next().unwrap();
        log.push(Purchase {
            customer: whole_number(field()) as u32,
            day: days.of(field()),
            amount: whole_number(field()) as f64 / 100.0,
        });
    }
}

/// Dates met so far: most rows have that of their neighbour.
#[derive(Default)]
struct Days {
    text: Vec<u8>,
    day: i32,
}

impl Days {
    fn of(&mut self, text: &[u8]) -> i32 {
        if text != self.text {
            self.text = text.to_vec();
            self.day = logs::day(std::str::from_utf8(text).unwrap());
        }
        self.day
    }
}

/// The digits of a field as one number, whatever stands between them.
fn whole_number(field: &[u8]) -> u64 {
    field
        .iter()
        .filter(|byte| byte.is_ascii_digit())
        .fold(0, |number, byte| 10 * number + u64::from(byte - b'0'))
}

/// Customers who behave as in CDNOW (BG/NBD parameters of the 2005 paper) and join during the
/// first quarter of two years.
fn write_log(path: &Path, customers: u32) {
    let mut rng = Pcg64::seed_from_u64(1);
    let rates = Gamma::new(0.243, 1.0 / 4.414).unwrap();
    let leaving = Beta::new(0.793, 2.426).unwrap();
    let spends = Gamma::new(3.74, 1.0 / 15.44).unwrap();
    let mut log = Vec::new();
    for customer in 0..customers {
        let gaps = Exp::new(f64::max(rates.sample(&mut rng), 1e-12)).unwrap();
        let leave = leaving.sample(&mut rng);
        let order = Gamma::new(6.25, 1.0 / spends.sample(&mut rng)).unwrap();
        let mut day = f64::from(rng.random_range(0..91));
        let mut repeats = false;
        while day < f64::from(LOG_DAYS) {
            let amount: f64 = order.sample(&mut rng);
            log.push((day as i32, customer, amount));
            if repeats && rng.random::<f64>() < leave {
                break;
            }
            repeats = true;
            day += 7.0 * gaps.sample(&mut rng);
        }
    }
    log.sort_by_key(|(day, _, _)| *day);
    let mut file = BufWriter::new(File::create(path).unwrap());
    writeln!(file, "customer,date,amount").unwrap();
    let mut dates = dates();
    let mut written = 0;
    let mut date = dates.next().unwrap();
    for (day, customer, amount) in log {
        while written < day {
            date = dates.next().unwrap();
            written += 1;
        }
        writeln!(file, "{customer},{date},{amount:.2}").unwrap();
    }
    file.flush().unwrap();
}

/// Dates from the first day of the log on.
fn dates() -> impl Iterator<Item = String> {
    let length = |year: i32, month: i32| match month {
        2 => 28 + i32::from(year % 4 == 0),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (2024..2030)
        .flat_map(|year| (1..=12).map(move |month| (year, month)))
        .flat_map(move |(year, month)| {
            let days = 1..=length(year, month);
            days.map(move |day| format!("{year}-{month:02}-{day:02}"))
        })
        .skip_while(|date| date != FIRST_DATE)
}

/// The largest resident memory so far, as Linux knows it; 0 elsewhere.
fn most_memory_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.map_or(0, |line| whole_number(line.as_bytes()) / 1024)
}
