//! How well the automatic choice and every single method foretell real order logs:
//! `cargo run -p clv --example accuracy -- DATA_FOLDER`.
//!
//! For each log: what is known on a day, what is foretold for the time after it, and what came.
//! Nothing after that day is used to choose. MAE is the mean absolute error of the expectation,
//! "whole" that of the whole number named for a customer, the median; rules are both at once. Then the same for the automatic choice alone at other
//! days and horizons, which no constant was looked at with, and whether the bias of past totals
//! would have told that of the next; then, over many days of each log, how often the 90 % range
//! of a total held.
#![allow(clippy::unwrap_used)]

#[path = "accuracy/data_sets.rs"]
mod data_sets;
#[path = "../tests/logs.rs"]
#[allow(dead_code)]
mod logs;

use clv::{
    BaseModel, CANDIDATES, Choice, FoldedHistories, Forecast, GammaGamma, History, Purchase,
    Scores, Summary, choose_by_backtest, count_order_days, summarise,
};
use data_sets::{DataSet, data_sets};

/// Coverage of the ranges that are checked.
const COVERAGE: f64 = 0.9;

fn main() {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "../shared/data".to_string());
    let sets = data_sets(std::path::Path::new(&folder));
    println!(
        "{:<24}{:<26}{:>8}{:>8}{:>8}{:>9}{:>8}{:>7}{:>7}{:>9}{:>9}",
        "log",
        "method",
        "MAE",
        "whole",
        "RMSE",
        "Spearman",
        "bias",
        "Gini",
        "top10",
        "covered",
        "money"
    );
    let (mut biases, mut totals, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for set in &sets {
        let verdict = judge_set(set, true);
        if !set.name.starts_with("simulated") {
            biases.push(verdict.bias.abs());
        }
        others.extend(judge_further_cuts(set));
        totals.extend(judge_totals(set));
    }
    show_further_cuts(&others);
    biases.sort_by(f64::total_cmp);
    println!(
        "\nabsolute bias of the automatic choice: median {:.1} %, worst {:.1} %",
        100.0 * median(&biases),
        100.0 * biases[biases.len() - 1]
    );
    let held = totals.iter().filter(|held| **held).count();
    println!(
        "90 % ranges of totals that held: {held} of {} origins ({:.0} %)",
        totals.len(),
        100.0 * held as f64 / totals.len() as f64
    );
}

/// The middle of rising values, or the mean of the two in the middle.
fn median(rising: &[f64]) -> f64 {
    let half = rising.len() / 2;
    match rising.len() % 2 {
        0 => (rising[half - 1] + rising[half]) / 2.0,
        _ => rising[half],
    }
}

/// A log cut in two: what was known, and what came.
struct Cut<'a> {
    log: &'a [Purchase],
    known: Summary,
    base: FoldedHistories,
    came: Vec<f64>,
    money: Vec<f64>,
    per_order: Vec<f64>,
    weeks: f64,
    aloud: bool,
}

/// How the automatic choice did at a cut.
#[derive(Clone, Copy)]
struct Verdict {
    /// Absolute error of the whole numbers over that of the single method with the least, and the
    /// same of the squared error of the expectations.
    over_best: [f64; 2],
    bias: f64,
    /// Mean of ln(came/foretold) over the past windows it was chosen by.
    past: f64,
}

impl<'a> Cut<'a> {
    fn of(log: &'a [Purchase], as_of: i32, until: i32) -> Self {
        let known = summarise(log.iter().copied(), as_of).unwrap();
        let came = count_order_days(log.iter().copied(), &known.customers, as_of, until);
        let per_order = match GammaGamma::fit(&known.all_spends) {
            Ok(fit) => known
                .all_spends
                .iter()
                .map(|own| fit.params.expected_mean_spend(own.count(), own.mean()))
                .collect(),
            Err(_) => known.all_spends.iter().map(|own| own.mean()).collect(),
        };
        Self {
            base: FoldedHistories::fold(&known.histories),
            came: came.into_iter().map(f64::from).collect(),
            money: money_between(log, &known.customers, as_of, until),
            per_order,
            weeks: f64::from(until - as_of) / 7.0,
            aloud: true,
            log,
            known,
        }
    }

    /// Shows a method by its expectations and the whole numbers it names; the least of the two mean
    /// absolute errors, and the scores of the expectations.
    fn show(
        &self,
        set: &str,
        method: &str,
        [expected, whole]: [&[f64]; 2],
        covered: Option<f64>,
    ) -> (f64, Scores) {
        let scores = Scores::of(expected, &self.came);
        let whole = Scores::of(whole, &self.came).mean_error;
        let least = scores.mean_error.min(whole);
        let money: Vec<f64> = expected
            .iter()
            .zip(&self.per_order)
            .map(|(n, z)| n * z)
            .collect();
        if !self.aloud {
            return (least, scores);
        }
        println!(
            "{set:<24}{method:<26}{:>8.3}{whole:>8.3}{:>8.3}{:>9.3}{:>+7.1}%{:>7.3}{:>7.3}{:>9}{:>9.2}",
            scores.mean_error,
            scores.root_mean_square,
            scores.rank_correlation,
            100.0 * scores.bias,
            scores.gini,
            scores.top_tenth,
            covered.map_or("-".to_string(), |share| format!("{share:.3}")),
            Scores::of(&money, &self.money).mean_error,
        );
        (least, scores)
    }

    /// Share of the customers whose orders came within their range.
    fn covered(&self, model: &BaseModel, forecast: Option<(&Forecast, &[f64])>) -> f64 {
        let rows = forecast.map(|(forecast, _)| forecast.by_history(&self.base, self.weeks));
        let inside = |at: usize| {
            let history = &self.known.histories[at];
            let ahead = match (&rows, forecast) {
                (Some(rows), Some((_, expected))) => {
                    let p_alive = rows[self.base.row_of(at)].p_alive;
                    model.coming_orders_at(history, self.weeks, p_alive, expected[at])
                }
                _ => model.coming_orders(history, self.weeks),
            };
            let range = ahead.range(COVERAGE);
            f64::from(range.low) <= self.came[at] && self.came[at] <= f64::from(range.high)
        };
        let customers = self.came.len();
        (0..customers).filter(|at| inside(*at)).count() as f64 / customers as f64
    }
}

/// Shows every single method on a log: of each the least mean absolute error and the scores.
fn show_singles(set: &DataSet, cut: &Cut<'_>) -> Vec<(f64, Scores)> {
    let mut single = Vec::new();
    for candidate in CANDIDATES {
        let Ok(fit) = candidate.fit(&cut.base, cut.known.ln_gap_sums.iter().sum()) else {
            continue;
        };
        let model = fit.params;
        let of_each =
            |says: &(dyn Fn(&History) -> f64 + Sync)| cut.base.expand(&cut.base.map(says));
        let expected = of_each(&|history| model.expected_orders(history, cut.weeks));
        let whole = of_each(&|history| f64::from(model.median_orders(history, cut.weeks)));
        let covered = cut.aloud.then(|| cut.covered(&model, None));
        single.push(cut.show(set.name, candidate.name(), [&expected, &whole], covered));
    }
    let days = set.until - set.as_of;
    let mut rule = |name: &str, from: i32| {
        let log = cut.log.iter().copied();
        let orders = count_order_days(log, &cut.known.customers, from, from + days);
        let orders: Vec<f64> = orders.into_iter().map(f64::from).collect();
        single.push(cut.show(set.name, name, [&orders; 2], None));
    };
    let first = set.log.iter().map(|one| one.day).min().unwrap();
    if set.as_of - first >= days - 1 {
        rule("same as last window", set.as_of - days);
    }
    if days < 364 && set.as_of - first >= 364 {
        rule("same as last year", set.as_of - 364);
    }
    single
}

/// Shows every method on a log, and judges the automatic choice by the best of them: its whole
/// numbers by the least absolute error of any, its expectations by the least squared error.
fn judge_set(set: &DataSet, aloud: bool) -> Verdict {
    let mut cut = Cut::of(&set.log, set.as_of, set.until);
    cut.aloud = aloud;
    let single = show_singles(set, &cut);
    let choice = choose_by_backtest(&set.log, set.as_of, set.until - set.as_of).unwrap();
    let forecast = &choice.forecast;
    let expected = forecast.expected_orders(cut.log, &cut.known, cut.weeks);
    let whole = forecast.median_orders(cut.log, &cut.known, cut.weeks);
    let covered = aloud.then(|| cut.covered(&choice.model, Some((forecast, &expected))));
    let (_, scores) = cut.show(set.name, "AUTOMATIC CHOICE", [&expected, &whole], covered);
    let least =
        |of: &dyn Fn(&(f64, Scores)) -> f64| single.iter().map(of).fold(f64::INFINITY, f64::min);
    let ratios = choice.past_ratios();
    let verdict = Verdict {
        over_best: [
            Scores::of(&whole, &cut.came).mean_error / least(&|(error, _)| *error),
            scores.root_mean_square / least(&|(_, one)| one.root_mean_square),
        ],
        bias: scores.bias,
        past: ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len().max(1) as f64,
    };
    if aloud {
        let [whole, root] = verdict.over_best.map(|ratio| 100.0 * (ratio - 1.0));
        println!("  over the best single: whole numbers {whole:+.1} %, RMSE {root:+.1} %");
        println!("  {}\n", choice.note);
    }
    verdict
}

/// The automatic choice at other days and horizons of a log.
fn judge_further_cuts(set: &DataSet) -> Vec<Verdict> {
    let cuts = set.further_cuts.iter().map(|&(as_of, days)| DataSet {
        log: set.log.clone(),
        as_of,
        until: as_of + days,
        further_cuts: Vec::new(),
        ..*set
    });
    let verdicts: Vec<Verdict> = cuts.map(|cut| judge_set(&cut, false)).collect();
    show_verdicts(set.name, &verdicts);
    verdicts
}

fn show_verdicts(name: &str, verdicts: &[Verdict]) {
    let mean = |of: &dyn Fn(&Verdict) -> f64| {
        verdicts.iter().map(of).sum::<f64>() / verdicts.len().max(1) as f64
    };
    println!(
        "{name}: the choice at {} other cuts: MAE {:+.1} %, RMSE {:+.1} % over whatever did best \
         there, mean absolute bias {:.1} %",
        verdicts.len(),
        100.0 * (mean(&|one| one.over_best[0]) - 1.0),
        100.0 * (mean(&|one| one.over_best[1]) - 1.0),
        100.0 * mean(&|one| one.bias.abs()),
    );
}

/// All logs together, and how much of a past bias came again.
fn show_further_cuts(verdicts: &[Verdict]) {
    println!();
    show_verdicts("all logs", verdicts);
    let (mut both, mut squares) = (0.0, 0.0);
    for one in verdicts {
        both += one.past * -one.bias.ln_1p();
        squares += one.past * one.past;
    }
    println!(
        "of the bias of past totals {:.0} % came again",
        100.0 * both / squares.max(1e-12)
    );
}

/// Whether the ranges of totals held, over up to six days of a log; the window after each is as
/// long as half of what was known.
fn judge_totals(set: &DataSet) -> Vec<bool> {
    let first = set.log.iter().map(|one| one.day).min().unwrap();
    let last = set.until;
    let mut held = Vec::new();
    for part in 3..9 {
        let as_of = first + (last - first) * part / 12;
        let days = ((as_of - first) / 2).min(last - as_of);
        let choice = choose_by_backtest(&set.log, as_of, days).unwrap();
        if choice.chosen.is_empty() {
            continue;
        }
        held.push(total_held(set, &choice, as_of, days));
    }
    held
}

fn total_held(set: &DataSet, choice: &Choice, as_of: i32, days: i32) -> bool {
    let cut = Cut::of(&set.log, as_of, as_of + days);
    let expected = choice
        .forecast
        .expected_orders(cut.log, &cut.known, cut.weeks);
    let total: f64 = expected.iter().sum();
    let range = choice.total_orders(&cut.base, total, cut.weeks, COVERAGE);
    let came: f64 = cut.came.iter().sum();
    let held = (range.low..=range.high).contains(&came);
    println!(
        "  {} day {as_of} + {days}: {total:.0} foretold, {:.0} to {:.0}, {came} came{}",
        set.name,
        range.low,
        range.high,
        if held { "" } else { " (missed)" }
    );
    held
}

/// What each customer spent after a day and up to another.
fn money_between(log: &[Purchase], customers: &[u32], from: i32, until: i32) -> Vec<f64> {
    let mut money = vec![0.0; customers.len()];
    for purchase in log.iter().filter(|one| one.day > from && one.day <= until) {
        if let Ok(at) = customers.binary_search(&purchase.customer) {
            money[at] += purchase.amount;
        }
    }
    money
}
