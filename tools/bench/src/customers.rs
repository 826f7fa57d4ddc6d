//! The models alone: an order log as CSV in, the value of every customer over twelve months out.
//!
//! The log is simulated: customers behave as BG/NBD says, with the parameters that Fader, Hardie &
//! Lee 2005 found for the CDNOW customers, and join during the first quarter of two years.

use std::path::Path;

use anyhow::{Context, Result};
use clv::{
    BaseModel, BgNbd, CashMoment, Discounting, FoldedHistories, GammaGamma, Purchase,
    expected_values, summarise,
};
use rand::{RngExt, SeedableRng};
use rand_distr::{Beta, Distribution, Exp, Gamma};
use rand_pcg::Pcg64;
use terms::Day;

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
        let values = value_customers(log)?;
        Ok((
            values.len() as u64,
            format!("{:.0} in all", values.iter().sum::<f64>()),
        ))
    })
}

/// The value of every customer of a log over the next twelve months: one summary, two models, one
/// discounted sum, each as the peer has it.
///
/// # Errors
/// When the file is no such log or the models cannot be fitted to it.
pub fn value_customers(log: &Path) -> Result<Vec<f64>> {
    let mut purchases = read_transactions(log)?;
    purchases.sort_unstable_by_key(|purchase| (purchase.customer, purchase.day));
    let summary = summarise(purchases, AS_OF.number())?;
    let base = FoldedHistories::fold(&summary.histories);
    let orders = BaseModel::BgNbd(BgNbd::fit(&base)?.params);
    let spend = GammaGamma::fit(&summary.repeat_spends)?.params;
    let spends = summary.repeat_spends.iter();
    let per_order: Vec<f64> = spends
        .map(|own| spend.expected_mean_spend(own.count(), own.mean()))
        .collect();
    let months = Discounting::by_period(12, WEEKS_PER_MONTH, MONTHLY_DISCOUNT, CashMoment::End)?;
    Ok(expected_values(&orders, &base, &per_order, &months))
}

fn read_transactions(path: &Path) -> Result<Vec<Purchase>> {
    let mut file = csv::Reader::from_path(path)
        .with_context(|| format!("could not read {}", path.display()))?;
    let mut row = csv::StringRecord::new();
    let mut purchases = Vec::new();
    while file.read_record(&mut row)? {
        let cell = |at: usize| row.get(at).unwrap_or_default();
        purchases.push(Purchase {
            customer: cell(0).parse()?,
            day: cell(1).parse::<Day>()?.number(),
            amount: cell(2).parse()?,
        });
    }
    Ok(purchases)
}
