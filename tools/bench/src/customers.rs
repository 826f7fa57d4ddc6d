//! The models alone: an order log as CSV in, the value of every customer over twelve months as CSV
//! out, by the very path of `regulars clv predict`.
//!
//! The log is simulated: customers behave as BG/NBD says, with the parameters that Fader, Hardie &
//! Lee 2005 found for the CDNOW customers, and join during the first quarter of two years.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use analyst::{
    Base, FitOptions, Input, ModelName, PredictOptions, Predictions, TimeUnit, fit, write_csv,
};
use anyhow::{Context, Result};
use clv::{CashMoment, DAYS_PER_WEEK, Discounting, Purchase};
use rand::{RngExt, SeedableRng};
use rand_distr::{Beta, Distribution, Exp, Gamma};
use rand_pcg::Pcg64;

use crate::figures::{Figures, measured};
use crate::scale::{AS_OF, SEED};

/// Days that the log goes back: 104 weeks.
const LOG_DAYS: i32 = 728;

/// Days in which customers join: a quarter, as in CDNOW.
const JOINING_DAYS: i32 = 91;

/// Weeks of a month as the peer counts them, so that both value the same twelve months.
const WEEKS_PER_MONTH: f64 = 4.345;

/// Discount a month, the peer's own default.
const MONTHLY_DISCOUNT: f64 = 0.01;

/// How customers differ: pace, leaving, spend.
struct Crowd {
    rates: Gamma<f64>,
    leaving: Beta<f64>,
    spends: Gamma<f64>,
}

impl Crowd {
    /// BG/NBD and Gamma-Gamma parameters of the CDNOW customers (Fader, Hardie & Lee 2005;
    /// Fader & Hardie 2013).
    fn like_cdnow() -> Result<Crowd> {
        Ok(Crowd {
            rates: Gamma::new(0.243, 1.0 / 4.414)?,
            leaving: Beta::new(0.793, 2.426)?,
            spends: Gamma::new(3.74, 1.0 / 15.44)?,
        })
    }

    /// Adds the purchases of one customer.
    fn live(&self, customer: u32, dice: &mut Pcg64, log: &mut Vec<Purchase>) -> Result<()> {
        // A pace of nothing at all would divide by zero; such a customer orders once.
        let pace = Exp::new(self.rates.sample(dice).max(1e-12))?;
        let leaves = self.leaving.sample(dice);
        let amounts = Gamma::new(6.25, 1.0 / self.spends.sample(dice))?;
        let mut day = f64::from(dice.random_range(0..JOINING_DAYS));
        let mut is_first = true;
        while day < f64::from(LOG_DAYS) {
            log.push(Purchase {
                customer,
                day: day as i32,
                amount: amounts.sample(dice),
            });
            if !is_first && dice.random::<f64>() < leaves {
                break;
            }
            is_first = false;
            day += 7.0 * pace.sample(dice);
        }
        Ok(())
    }
}

/// Writes the log of this many simulated customers, by day as a shop has it, and gives its rows.
///
/// # Errors
/// When the file cannot be written.
pub fn write_transactions(customers: u32, path: &Path) -> Result<u64> {
    let crowd = Crowd::like_cdnow()?;
    let mut dice = Pcg64::seed_from_u64(SEED);
    let mut log = Vec::new();
    for customer in 0..customers {
        crowd.live(customer, &mut dice, &mut log)?;
    }
    log.sort_by_key(|purchase| purchase.day);
    let first = AS_OF - LOG_DAYS;
    let dates: Vec<String> = (0..LOG_DAYS).map(|day| (first + day).to_string()).collect();
    let mut file = csv::Writer::from_path(path)
        .with_context(|| format!("could not write {}", path.display()))?;
    file.write_record(["customer", "date", "amount"])?;
    for purchase in &log {
        let date = &dates[purchase.day as usize];
        let customer = purchase.customer.to_string();
        file.write_record([&customer, date, &format!("{:.2}", purchase.amount)])?;
    }
    file.flush()?;
    Ok(log.len() as u64)
}

pub(crate) fn measure_values(log: &Path) -> Result<Figures> {
    measured(|| {
        let written = log.with_extension("values.csv");
        let (customers, value) = value_customers(log, &written)?;
        Ok((customers, format!("{value:.0} in all")))
    })
}

/// The value of every customer of a log over the next twelve months, written as `regulars clv
/// predict --model bg_nbd --no-ranges` writes it; gives how many customers and their value.
///
/// Only the discounting is the peer's: at the end of each of twelve months.
///
/// # Errors
/// When the file is no such log or the models cannot be fitted to it.
pub fn value_customers(log: &Path, to: &Path) -> Result<(u64, f64)> {
    let input = Input {
        path: log.to_owned(),
        ..Input::default()
    };
    let base = Base::read(&input, Some(AS_OF), false)?;
    let model = ModelName::BgNbd;
    let fitted = fit(
        &base,
        &FitOptions {
            model,
            ..FitOptions::default()
        },
    )?;
    let options = PredictOptions {
        horizon_days: 12.0 * WEEKS_PER_MONTH * DAYS_PER_WEEK,
        discounting: Discounting::by_period(
            12,
            WEEKS_PER_MONTH,
            MONTHLY_DISCOUNT,
            CashMoment::End,
        )?,
        with_ranges: false,
        time_unit: TimeUnit::Week,
    };
    let predictions = Predictions::of(&base, &fitted.engine, fitted.spend, options)?;
    let file = File::create(to).with_context(|| format!("could not write {}", to.display()))?;
    write_csv(&predictions, "customer_id", &mut BufWriter::new(file))?;
    let (_, value) = predictions.totals();
    Ok((base.customers() as u64, value))
}
