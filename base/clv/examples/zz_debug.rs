//! Debug.
#![allow(clippy::unwrap_used, missing_docs)]
use clv::*;
fn main() {
    let mut reader = csv::Reader::from_path("/tmp/clv_or.csv").unwrap();
    let log: Vec<Purchase> = reader.records().map(|record| { let record = record.unwrap();
            Purchase { customer: record[0].parse().unwrap(), day: record[1].parse().unwrap(), amount: record[2].parse().unwrap() } }).collect();
    for day in [15014, 15049, 15084, 15154, 15127, 15082, 15036] {
        let s = summarise(log.iter().copied(), day).unwrap();
        let base = FoldedHistories::fold(&s.histories);
        println!("{day} {:?}", ParetoNbd::fit(&base).map(|f| (f.params, f.log_likelihood, f.iterations, f.note)));
        println!("{day} {:?}", Nbd::fit(&base).map(|f| (f.params, f.log_likelihood, f.iterations, f.note)));
    }
}
