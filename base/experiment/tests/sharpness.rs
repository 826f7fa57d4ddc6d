//! Enters: real customers of a wholesaler and of a maker who sells to shops. Leaves: how sharp and how
//! honest the adjusted lift is on them, against Welch's t.

use crate::data::found;
use experiment::cap::cap_outcomes;
use experiment::regression::{RobustError, Slopes, common_slope_regression};
use experiment::rerandomise::{Trial, redrawn_lift};
use experiment::welch::welch_from_values;
use experiment::{Arm, Unit, assign};
use rand::SeedableRng;
use rand::seq::IndexedRandom;
use rand_pcg::Pcg64;
use std::collections::BTreeMap;

/// One customer: known before the draw, and what came after.
#[derive(Clone, Copy, Default)]
struct Customer {
    spend_before: f64,
    spend_lately: f64,
    lines_before: f64,
    last_day: i32,
    spend_after: f64,
}

/// Where a file has what, and its periods, in days since the year 2000.
struct Source {
    file: &'static str,
    customer: &'static str,
    date: &'static str,
    amount: fn(&[&str]) -> f64,
    amount_columns: &'static [&'static str],
    start: &'static str,
    draw: &'static str,
    end: &'static str,
}

const ONLINE_RETAIL: Source = Source {
    file: "online_retail/online_retail.csv.gz",
    customer: "CustomerID",
    date: "InvoiceDate",
    amount: |cells| cells[0].parse::<f64>().unwrap() * cells[1].parse::<f64>().unwrap(),
    amount_columns: &["Quantity", "UnitPrice"],
    start: "2010-12-01",
    draw: "2011-06-01",
    end: "2011-09-01",
};

const ADVENTURE_WORKS: Source = Source {
    file: "adventureworks_b2b/reseller_sales.csv.gz",
    customer: "ResellerKey",
    date: "OrderDate",
    amount: |cells| cells[0].replace(['$', ','], "").parse().unwrap(),
    amount_columns: &["SalesAmount"],
    start: "2018-07-01",
    draw: "2019-07-01",
    end: "2020-01-01",
};

/// A date as a number that grows by one a day, months taken as 31 days; gaps are all that counts.
fn day_of(date: &str) -> i32 {
    let part = |range: std::ops::Range<usize>| date[range].parse::<i32>().unwrap();
    part(0..4) * 372 + part(5..7) * 31 + part(8..10)
}

/// Customers who bought in the first period; none when the file is not there.
fn read_customers(source: &Source) -> Option<Vec<Customer>> {
    let file = std::fs::File::open(found(source.file)?).unwrap();
    let mut reader = csv::Reader::from_reader(flate2::read::GzDecoder::new(file));
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (start, draw, end) = (
        day_of(source.start),
        day_of(source.draw),
        day_of(source.end),
    );
    let mut customers: BTreeMap<String, Customer> = BTreeMap::new();
    for record in reader.records() {
        let row = record.unwrap();
        let day = day_of(&row[at(source.date)]);
        if row[at(source.customer)].is_empty() || day < start || day >= end {
            continue;
        }
        let cells: Vec<&str> = source
            .amount_columns
            .iter()
            .map(|name| &row[at(name)])
            .collect();
        let amount = (source.amount)(&cells);
        let customer = customers
            .entry(row[at(source.customer)].to_owned())
            .or_default();
        if day >= draw {
            customer.spend_after += amount;
            continue;
        }
        customer.spend_before += amount;
        customer.lines_before += 1.0;
        customer.last_day = customer.last_day.max(day);
        customer.spend_lately += if day >= draw - 62 { amount } else { 0.0 };
    }
    Some(
        customers
            .into_values()
            .filter(|customer| customer.last_day > 0)
            .collect(),
    )
}

/// What is known before the draw, as covariates: skew tamed by roots and caps.
fn covariates_of(sample: &[Customer]) -> Vec<Vec<f64>> {
    let column = |of: fn(&Customer) -> f64| sample.iter().map(of).collect::<Vec<f64>>();
    vec![
        column(|c| c.spend_before),
        column(|c| c.spend_before.max(0.0).sqrt()),
        cap_outcomes(&column(|c| c.spend_lately), &[], 0.99)
            .unwrap()
            .contacted,
        column(|c| c.lines_before.sqrt()),
        column(|c| f64::from(c.last_day)),
    ]
}

/// What many draws of a control group showed.
#[derive(Debug, Default)]
struct Tally {
    covered: f64,
    covered_redrawn: f64,
    better: f64,
    better_redrawn: f64,
    better_welch: f64,
    width: Vec<f64>,
    width_redrawn: Vec<f64>,
}

/// Draws control groups from samples of real customers to whom nothing was done.
fn tally_draws(customers: &[Customer], n: usize, share: f64, repeats: u32, redraws: u32) -> Tally {
    let mut rng = Pcg64::seed_from_u64(n as u64);
    let mut tally = Tally::default();
    let one = 1.0 / f64::from(repeats);
    let hit = |says: bool| if says { one } else { 0.0 };
    for repeat in 0..repeats {
        let sample: Vec<Customer> = customers.sample(&mut rng, n).copied().collect();
        let outcomes: Vec<f64> = sample.iter().map(|c| c.spend_after).collect();
        let unit = |(id, c): (usize, &Customer)| Unit {
            id: id as i64,
            sort_key: c.spend_before,
            stratum: 0,
        };
        let units: Vec<Unit> = sample.iter().enumerate().map(unit).collect();
        let (mut arms, mut blocks) = (vec![Arm::Contacted; n], vec![0; n]);
        for a in assign(&units, share, u64::from(repeat)) {
            (arms[a.id as usize], blocks[a.id as usize]) = (a.arm, a.block);
        }
        let known = covariates_of(&sample);
        let covariates: Vec<&[f64]> = known.iter().map(Vec::as_slice).collect();
        let contacted: Vec<bool> = arms.iter().map(|&arm| arm == Arm::Contacted).collect();
        let adjusted = common_slope_regression(
            &outcomes,
            &contacted,
            &covariates,
            RobustError::Hc3ByArm,
            0.95,
        )
        .unwrap()
        .lift;
        let trial = Trial {
            outcomes: &outcomes,
            arms: &arms,
            blocks: &blocks,
            covariates: &covariates,
            slopes: Slopes::Common,
        };
        let redrawn = redrawn_lift(&trial, redraws, u64::from(repeat), 0.95).unwrap();
        let of = |z: bool| -> Vec<f64> {
            (0..n)
                .filter(|&i| contacted[i] == z)
                .map(|i| outcomes[i])
                .collect()
        };
        let welch = welch_from_values(&of(true), &of(false), 0.95).unwrap();
        tally.covered += hit(adjusted.interval.contains(0.0));
        tally.covered_redrawn += hit(redrawn.interval.contains(0.0));
        tally.better += hit(adjusted.p_above(0.0) < 0.05);
        tally.better_redrawn += hit(redrawn.p_above_zero <= 0.05);
        tally.better_welch += hit(welch.p_above(0.0) < 0.05);
        tally
            .width
            .push(adjusted.interval.half_width() / welch.interval.half_width());
        tally
            .width_redrawn
            .push(redrawn.interval.half_width() / welch.interval.half_width());
    }
    tally
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Checks one source; `width` is the most that the median redrawn interval may measure of Welch's.
fn check_source(source: &Source, designs: &[(usize, f64, f64)]) {
    let Some(customers) = read_customers(source) else {
        return;
    };
    println!("{}: {} customers", source.file, customers.len());
    for &(n, share, width) in designs {
        let mut tally = tally_draws(&customers, n, share, 200, 99);
        let (half, redrawn) = (median(&mut tally.width), median(&mut tally.width_redrawn));
        println!(
            "{n} customers, {share} left alone: width {half:.2} / redrawn {redrawn:.2} of Welch's; coverage {:.3} / {:.3}; \
             called better {:.3} / {:.3}, Welch {:.3}",
            tally.covered,
            tally.covered_redrawn,
            tally.better,
            tally.better_redrawn,
            tally.better_welch
        );
        assert!(redrawn <= width, "{n} {share}: {redrawn}");
        // Three standard errors of a 5 % share over 200 draws are 4.6 points.
        assert!(
            tally.covered >= 0.9 && tally.covered_redrawn >= 0.9,
            "{n} {share}: {tally:?}"
        );
        assert!(tally.better_redrawn <= 0.097, "{n} {share}: {tally:?}");
    }
}

#[test]
fn adjusted_lift_on_online_retail_halves_the_interval_and_keeps_its_word() {
    check_source(&ONLINE_RETAIL, &[(200, 0.5, 0.6), (500, 0.2, 0.75)]);
}

#[test]
fn adjusted_lift_on_adventure_works_narrows_the_interval_and_keeps_its_word() {
    check_source(&ADVENTURE_WORKS, &[(200, 0.5, 0.75), (300, 0.2, 0.75)]);
}
