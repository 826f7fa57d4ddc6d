//! Chooses a model for an order log and shows how every candidate did:
//! `cargo run --example backtest -- FILE AS_OF_DAY HORIZON_DAYS UNTIL_DAY`.
//!
//! FILE is a CSV of customer number, day number, amount, sorted, with a header. When the log
//! goes on after AS_OF_DAY, what came up to UNTIL_DAY judges the choice as well.
#![allow(clippy::unwrap_used)]

use clv::{
    CANDIDATES, FoldedHistories, Purchase, Scores, choose_by_backtest, count_order_days, summarise,
};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let day = |at: usize| arguments[at].parse::<i32>().unwrap();
    let (as_of, horizon, until) = (day(1), day(2), day(3));
    let mut reader = csv::Reader::from_path(&arguments[0]).unwrap();
    let log: Vec<Purchase> = reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            Purchase {
                customer: record[0].parse().unwrap(),
                day: record[1].parse().unwrap(),
                amount: record[2].parse().unwrap(),
            }
        })
        .collect();
    let choice = choose_by_backtest(&log, as_of, horizon).unwrap();
    println!("{}\n{:?}", choice.note, choice.model);
    for trial in &choice.trials {
        print_scores(
            &format!("{:>12} from day {}", trial.candidate.name(), trial.origin),
            trial.scores,
        );
    }
    let known = summarise(log.iter().copied(), as_of).unwrap();
    let base = FoldedHistories::fold(&known.histories);
    let came = count_order_days(log.iter().copied(), &known.customers, as_of, until);
    let came: Vec<f64> = came.into_iter().map(f64::from).collect();
    let weeks = f64::from(until - as_of) / 7.0;
    println!("what came after day {as_of}:");
    for candidate in CANDIDATES {
        let fit = candidate
            .fit(&base, known.ln_gap_sums.iter().sum())
            .unwrap();
        let predicted =
            base.expand(&base.map(|history| fit.params.expected_orders(history, weeks)));
        let note = fit.note.map(|note| note.to_string()).unwrap_or_default();
        print_scores(
            &format!("{:>12} {note}", candidate.name()),
            Scores::of(&predicted, &came),
        );
    }
}

fn print_scores(what: &str, scores: Scores) {
    let Scores {
        mean_error,
        root_mean_square,
        bias,
        rank_correlation,
        gini,
        top_tenth,
    } = scores;
    println!(
        "{what:<48} mae {mean_error:.3} rmse {root_mean_square:.3} bias {bias:+.3} spearman {rank_correlation:.3} gini {gini:.3} top {top_tenth:.3}"
    );
}
