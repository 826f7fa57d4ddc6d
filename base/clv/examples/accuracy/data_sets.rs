//! The order logs that forecasts are judged on, and where each is cut.

use crate::logs::{
    CDNOW_CALIBRATION_END, CDNOW_END, cdnow_log, day, read_log, read_online_retail, read_resellers,
};
use clv::Purchase;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Exp, Gamma};
use rand_pcg::Pcg64;
use std::path::Path;

/// An order log, the day up to which it is known, the day up to which it is foretold.
pub(crate) struct DataSet {
    pub(crate) name: &'static str,
    pub(crate) log: Vec<Purchase>,
    pub(crate) as_of: i32,
    pub(crate) until: i32,
    /// Other days, each with the days foretold after it.
    pub(crate) further_cuts: Vec<(i32, i32)>,
}

/// Dates and the days foretold after them.
fn cuts(of: &[(&str, i32)]) -> Vec<(i32, i32)> {
    of.iter().map(|(date, days)| (day(date), *days)).collect()
}

/// All logs that are there; those that are missing are named.
pub(crate) fn data_sets(folder: &Path) -> Vec<DataSet> {
    let there = |name: &str| {
        let path = folder.join(name);
        let exists = path.exists();
        if !exists {
            println!("not there: {}", path.display());
        }
        exists.then_some(path)
    };
    let mut sets = vec![cdnow(), simulated()];
    sets.extend(there("clv_reference/apparel_transactions.csv").map(|path| apparel(&path)));
    sets.extend(there("online_retail/online_retail.csv.gz").map(|path| online_retail(&path)));
    sets.extend(there("adventureworks_b2b/reseller_sales.csv.gz").map(|path| resellers(&path)));
    sets
}

fn cdnow() -> DataSet {
    DataSet {
        name: "CDNOW sample 39/39 wk",
        log: cdnow_log().to_vec(),
        as_of: day(CDNOW_CALIBRATION_END),
        until: day(CDNOW_END),
        further_cuts: cuts(&[
            ("1997-06-30", 184),
            ("1997-12-31", 181),
            ("1997-12-31", 90),
            ("1998-03-31", 91),
        ]),
    }
}

fn simulated() -> DataSet {
    DataSet {
        name: "simulated 52/52 wk",
        log: simulated_log(5_000),
        as_of: 364,
        until: 728,
        further_cuts: vec![(182, 182), (273, 273), (364, 182), (546, 182)],
    }
}

fn apparel(path: &Path) -> DataSet {
    let as_of = day("2006-12-31");
    DataSet {
        name: "apparel 104/104 wk",
        log: read_log(path, ["Id", "Date", "Price"]),
        as_of,
        until: as_of + 104 * 7,
        further_cuts: cuts(&[
            ("2005-12-31", 364),
            ("2006-06-30", 364),
            ("2006-12-31", 182),
            ("2007-06-30", 364),
            ("2007-12-31", 728),
            ("2008-12-31", 364),
        ]),
    }
}

fn online_retail(path: &Path) -> DataSet {
    let as_of = day("2011-06-30");
    DataSet {
        name: "Online Retail 30/23 wk",
        log: read_online_retail(path),
        as_of,
        until: as_of + 23 * 7,
        further_cuts: cuts(&[
            ("2011-04-30", 120),
            ("2011-05-31", 91),
            ("2011-05-31", 190),
            ("2011-07-31", 91),
            ("2011-08-31", 91),
            ("2011-09-30", 70),
        ]),
    }
}

fn resellers(path: &Path) -> DataSet {
    DataSet {
        name: "AdventureWorks 100/52",
        log: read_resellers(path),
        as_of: day("2019-05-31"),
        until: day("2020-05-31"),
        further_cuts: cuts(&[
            ("2018-08-31", 182),
            ("2018-11-30", 182),
            ("2018-11-30", 364),
            ("2019-02-28", 91),
            ("2019-02-28", 364),
            ("2019-05-31", 182),
            ("2019-08-31", 274),
            ("2019-11-30", 182),
        ]),
    }
}

/// Customers who behave as the Pareto/NBD says, with the parameters of CDNOW, and join over the
/// first half year.
fn simulated_log(customers: u32) -> Vec<Purchase> {
    let mut rng = Pcg64::seed_from_u64(17);
    let rates = Gamma::new(0.553, 1.0 / 10.578).unwrap();
    let leaving = Gamma::new(0.606, 1.0 / 11.669).unwrap();
    let mut log = Vec::new();
    for customer in 0..customers {
        let gap = Exp::new(f64::max(rates.sample(&mut rng), 1e-12)).unwrap();
        let start = rng.random_range(0.0..26.0);
        let stays = Exp::new(f64::max(leaving.sample(&mut rng), 1e-12)).unwrap();
        let end = start + stays.sample(&mut rng);
        let mut week: f64 = start;
        while week < end.min(104.0) {
            let day = (7.0 * week) as i32;
            log.push(Purchase {
                customer,
                day,
                amount: 20.0,
            });
            week += gap.sample(&mut rng);
        }
    }
    log
}
