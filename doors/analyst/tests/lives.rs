//! Order logs for tests: the real ones where they are, a small one made here.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use analyst::{Base, Input};
use terms::Day;

/// A file of the reference data.
pub(crate) fn reference(name: &str) -> Option<PathBuf> {
    data(&format!("clv_reference/{name}"))
}

/// A file of the data folder; none when it is not there, said on the test's output.
pub(crate) fn data(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("REGULARS_DATA").map_or(beside, PathBuf::from);
    let file = folder.join(name);
    if file.is_file() {
        return Some(file);
    }
    println!("skipped: no data at {}", file.display());
    None
}

pub(crate) fn input(path: impl Into<PathBuf>) -> Input {
    Input {
        path: path.into(),
        ..Input::default()
    }
}

/// Rows of customers who order every few days, two in three for as long as the log lasts.
pub(crate) fn rows(customers: i32) -> Vec<(String, Day, f64)> {
    let start = "2024-01-01".parse::<Day>().unwrap().number();
    let mut rows = Vec::new();
    for customer in 0..customers {
        let every = 9 + (customer * 7) % 60;
        let last = if customer % 3 == 0 { 200 } else { 700 };
        let mut day = customer % 90;
        while day < last {
            let amount = f64::from(1_000 + customer * 13 % 700 + day % 50) / 100.0;
            rows.push((
                format!("c{customer}"),
                Day::from_number(start + day),
                amount,
            ));
            day += every + day % 5;
        }
    }
    rows.sort_by_key(|row| row.1);
    rows
}

pub(crate) fn write_log(folder: &Path, customers: i32) -> PathBuf {
    let mut text = "customer_id,date,amount\n".to_owned();
    for (customer, day, amount) in rows(customers) {
        let _ = writeln!(text, "{customer},{day},{amount:.2}");
    }
    let path = folder.join("log.csv");
    std::fs::write(&path, text).unwrap();
    path
}

pub(crate) fn base(path: impl Into<PathBuf>, until: Option<&str>) -> Base {
    let until = until.map(|text| text.parse().unwrap());
    Base::read(&input(path), until, true).unwrap()
}
