//! Reads the order logs of the tests, copied ones and those beside the checkout.

use clv::{Purchase, Summary, summarise};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// End of the customary calibration period of the CDNOW sample.
pub(crate) const CDNOW_CALIBRATION_END: &str = "1997-09-30";

/// Last day of the CDNOW sample.
pub(crate) const CDNOW_END: &str = "1998-06-30";

/// A file copied into this package.
pub(crate) fn own_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

/// A file of the larger data folder; `None`, said aloud, where the folder is missing.
pub(crate) fn outside_file(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("REGULARS_DATA").map_or(beside, PathBuf::from);
    let path = folder.join(name);
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

/// Days since 1970-01-01 of a date written as 1997-09-30 (Hinnant's days_from_civil).
pub(crate) fn day(date: &str) -> i32 {
    let part: Vec<i32> = date.split('-').map(|part| part.parse().unwrap()).collect();
    let year = if part[1] <= 2 { part[0] - 1 } else { part[0] };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((part[1] + 9) % 12) + 2) / 5 + part[2] - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Reads a log with a header from three named columns, sorted by customer and day.
pub(crate) fn read_log(path: &Path, columns: [&str; 3]) -> Vec<Purchase> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let at = columns.map(|name| header.iter().position(|column| column == name).unwrap());
    let mut log: Vec<Purchase> = reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            Purchase {
                customer: record[at[0]].parse().unwrap(),
                day: day(&record[at[1]]),
                amount: record[at[2]].parse().unwrap(),
            }
        })
        .collect();
    log.sort_by_key(|purchase| (purchase.customer, purchase.day));
    log
}

/// The CDNOW sample's log.
pub(crate) fn cdnow_log() -> &'static [Purchase] {
    static LOG: OnceLock<Vec<Purchase>> = OnceLock::new();
    LOG.get_or_init(|| {
        read_log(
            &own_file("cdnow_sample.csv"),
            ["customer_id", "date", "amount"],
        )
    })
}

/// The CDNOW sample summarised as of a date.
pub(crate) fn cdnow(as_of: &str) -> Summary {
    summarise(cdnow_log().iter().copied(), day(as_of)).unwrap()
}

/// The wholesaler's log of UCI Online Retail: lines with a customer number and a positive
/// quantity.
pub(crate) fn read_online_retail(path: &Path) -> Vec<Purchase> {
    let file = flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap());
    let mut reader = csv::Reader::from_reader(file);
    let header = reader.byte_headers().unwrap().clone();
    let at = |name: &str| {
        header
            .iter()
            .position(|column| column == name.as_bytes())
            .unwrap()
    };
    let [customer, date, quantity, price] =
        ["CustomerID", "InvoiceDate", "Quantity", "UnitPrice"].map(at);
    let mut log = Vec::new();
    for record in reader.byte_records() {
        let record = record.unwrap();
        let text = |at: usize| std::str::from_utf8(&record[at]).unwrap();
        let count: f64 = text(quantity).parse().unwrap();
        if text(customer).is_empty() || count <= 0.0 {
            continue;
        }
        log.push(Purchase {
            customer: text(customer).parse::<f64>().unwrap() as u32,
            day: day(text(date).split([' ', 'T']).next().unwrap()),
            amount: count * text(price).parse::<f64>().unwrap(),
        });
    }
    log.sort_by_key(|purchase| (purchase.customer, purchase.day));
    log
}

/// Order lines of the bicycle maker's resellers.
pub(crate) fn read_resellers(path: &Path) -> Vec<Purchase> {
    read_packed(path, ["ResellerKey", "OrderDate"], Some("SalesAmount"))
}

/// The orders of the Northwind traders, which carry no amounts.
pub(crate) fn read_northwind(path: &Path) -> Vec<Purchase> {
    read_packed(path, ["CustomerID", "OrderDate"], None)
}

/// Reads a packed log with a header, sorted by customer and day; customers who have no number get
/// one, a cell without a number is no amount.
fn read_packed(path: &Path, [customer, date]: [&str; 2], amount: Option<&str>) -> Vec<Purchase> {
    let file = flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap());
    let mut reader = csv::Reader::from_reader(file);
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (customer, date, amount) = (at(customer), at(date), amount.map(at));
    let mut numbers = std::collections::HashMap::new();
    let mut log: Vec<Purchase> = reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            let next = numbers.len() as u32;
            let mut number_of = |key: &str| *numbers.entry(key.to_owned()).or_insert(next);
            Purchase {
                customer: record[customer]
                    .parse()
                    .unwrap_or_else(|_| number_of(&record[customer])),
                day: day(record[date].split(' ').next().unwrap()),
                amount: amount.map_or(0.0, |at| record[at].parse().unwrap_or(0.0)),
            }
        })
        .collect();
    log.sort_by_key(|purchase| (purchase.customer, purchase.day));
    log
}
