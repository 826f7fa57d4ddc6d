//! Ranges, totals, tables and mixtures against formulas worked out here on their own.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use analyst::{
    Engine, FitOptions, FittedBase, PredictOptions, Predictions, SummaryNames, SummaryTable,
    TimeUnit, compare, fit, write_csv, write_parquet,
};
use clv::{BaseModel, Nbd};

use crate::lives::{base, data, reference, rows, write_log};

/// Weeks of a year of 365.2425 days, and a horizon of 26 weeks.
const YEAR: f64 = 365.2425 / 7.0;
const HORIZON: f64 = 26.0;

/// The NBD of the checks: with it, what comes is a negative binomial in closed form.
const R: f64 = 0.8;
const ALPHA: f64 = 9.0;

fn options() -> PredictOptions {
    PredictOptions::yearly(7.0 * HORIZON, 0.10).unwrap()
}

fn engine() -> Engine {
    Engine::Base(BaseModel::Nbd(Nbd::new(R, ALPHA).unwrap()))
}

/// Chances of 0, 1, 2, … orders of somebody with x in T weeks: negative binomial with shape r+x.
fn chances(x: f64, t_obs: f64) -> Vec<f64> {
    let stays = (ALPHA + t_obs) / (ALPHA + t_obs + HORIZON);
    let mut chances = vec![stays.powf(R + x)];
    for n in 0..400 {
        let n = f64::from(n);
        chances.push(chances[chances.len() - 1] * (R + x + n) / (n + 1.0) * (1.0 - stays));
    }
    chances
}

fn near(value: f64, wanted: f64, relative: f64, what: &str) {
    assert!(
        (value - wanted).abs() <= relative * wanted.abs().max(1e-9),
        "{what}: {value} instead of {wanted}"
    );
}

#[test]
fn orders_ranges_and_value_of_an_nbd_are_those_of_the_closed_form() {
    let folder = tempfile::tempdir().unwrap();
    let base = base(write_log(folder.path(), 90), Some("2025-06-30"));
    let engine = engine();
    let predictions = Predictions::of(&base, &engine, None, options()).unwrap();
    let delta = 1.1_f64.ln() / YEAR;
    let worth = (1.0 - (-delta * HORIZON).exp()) / delta / HORIZON;
    for row in 0..base.customers() {
        let history = &base.summary.histories[row];
        let (x, t_obs) = (f64::from(history.x()), history.t_obs());
        let one = predictions.customer(row);
        let orders = (R + x) / (ALPHA + t_obs) * HORIZON;
        near(one.expected_orders, orders, 1e-9, "orders");
        let mean = base.summary.all_spends[row].mean();
        near(
            one.expected_value.unwrap(),
            orders * mean * worth,
            1e-3,
            "value",
        );
        let chances = chances(x, t_obs);
        let [low_80, high_80, low_95, high_95] = one.order_ranges.unwrap().map(|n| n as usize);
        assert!(low_95 <= low_80 && high_80 <= high_95);
        for (low, high, coverage) in [(low_80, high_80, 0.8), (low_95, high_95, 0.95)] {
            let inside: f64 = chances[low..=high].iter().sum();
            assert!(inside >= coverage - 1e-6, "{inside} for {coverage}");
            let smaller_end = chances[low].min(chances[high]);
            assert!(
                low == high || inside - smaller_end < coverage,
                "wider than needed"
            );
        }
        // Orders of one known size: the money is a number of them.
        let [low, high, ..] = predictions.value_ranges(row).unwrap();
        let [below, above] = [low, high].map(|end| end / (mean * worth));
        let share = |upto: f64| -> f64 {
            let counts = (0..).map(f64::from).zip(&chances);
            counts
                .filter(|(n, _)| *n <= upto + 0.5)
                .map(|(_, chance)| chance)
                .sum()
        };
        assert!(
            share(above) > 0.85 && share(below - 1.5) < 0.15,
            "{below} {above}"
        );
    }
}

#[test]
fn range_of_the_total_is_that_of_its_formula() {
    let folder = tempfile::tempdir().unwrap();
    let base = base(write_log(folder.path(), 90), Some("2025-06-30"));
    let engine = engine();
    let predictions = Predictions::of(&base, &engine, None, options()).unwrap();
    let (mut total, mut variance) = (0.0, 0.0);
    for history in &base.summary.histories {
        let orders = (R + f64::from(history.x())) / (ALPHA + history.t_obs()) * HORIZON;
        total += orders;
        variance += orders * (1.0 + HORIZON / (ALPHA + history.t_obs()));
    }
    near(predictions.totals().0, total, 1e-9, "total");
    // Student's t with 3 and 5 degrees of freedom at 95 %, the normal there, and 10 % thrice over.
    for (ratios, t, method) in [
        (vec![], 2.353_363, 0.1),
        (
            vec![1.2, 0.7],
            2.015_048,
            f64::sqrt((0.03 + 1.2_f64.ln().powi(2) + 0.7_f64.ln().powi(2)) / 5.0),
        ),
    ] {
        let (orders, value) = predictions.total_ranges(&ratios, 0.9);
        let share = variance / (total * total);
        let end = |z: f64| (1.0 - share / 9.0 + z * share.sqrt() / 3.0).powi(3).ln();
        let reach = |own: f64| (t * method).hypot(own);
        near(
            orders.high,
            total * reach(end(1.644_854)).exp(),
            1e-4,
            "high",
        );
        near(
            orders.low,
            total * (-reach(end(-1.644_854))).exp(),
            1e-4,
            "low",
        );
        assert!(value.low < value.expected && value.expected < value.high);
    }
}

/// One customer cannot be foretold within a range wider than that customer's own by much.
#[test]
fn total_of_one_customer_has_about_the_range_of_that_customer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.csv");
    std::fs::write(&path, "customer_id,date\na,2024-01-01\na,2024-03-01\n").unwrap();
    let base = base(path, None);
    let fitted = fit(&base, &FitOptions::default()).unwrap();
    let predictions = fitted.predict(&base, options()).unwrap();
    let [.., high_95] = predictions.customer(0).order_ranges.unwrap();
    let (orders, _) = predictions.total_ranges(&[], 0.9);
    assert!(
        orders.low >= 0.0 && orders.high < 1.5 * f64::from(high_95) + 1.0,
        "{orders:?}"
    );
}

#[test]
fn line_of_a_rule_in_the_comparison_is_counted_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let base = base(write_log(folder.path(), 200), None);
    let table = compare(&base, 120, None).unwrap();
    assert_eq!(table.window_days, 120);
    let mut days: HashMap<String, Vec<i32>> = HashMap::new();
    for (customer, day, _) in rows(200) {
        days.entry(customer).or_default().push(day.number());
    }
    let between = |own: &[i32], from: i32, until: i32| {
        own.iter()
            .filter(|day| **day > from && **day <= until)
            .count() as f64
    };
    let (mut mae, mut rmse, mut bias) = (0.0, 0.0, 0.0);
    for origin in &table.origins {
        let origin = origin.parse::<terms::Day>().unwrap().number();
        let known = days.values().filter(|own| own[0] <= origin);
        let pairs: Vec<[f64; 2]> = known
            .map(|own| {
                [
                    between(own, origin - 120, origin),
                    between(own, origin, origin + 120),
                ]
            })
            .collect();
        let customers = pairs.len() as f64;
        let sum = |of: &dyn Fn(&[f64; 2]) -> f64| pairs.iter().map(of).sum::<f64>();
        mae += sum(&|[before, after]| (before - after).abs()) / customers;
        rmse += (sum(&|[before, after]| (before - after).powi(2)) / customers).sqrt();
        bias += sum(&|pair| pair[0]) / sum(&|pair| pair[1]) - 1.0;
    }
    let origins = table.origins.len() as f64;
    let line = |name: &str| table.models.iter().find(|line| line.model == name).unwrap();
    let rule = line("same as last window");
    near(rule.mae, mae / origins, 1e-9, "mae");
    near(rule.rmse, rmse / origins, 1e-9, "rmse");
    near(rule.bias, bias / origins, 1e-9, "bias");
    assert_eq!(rule.covered_90, None);
    assert!(line("automatic choice").mae <= 1.02 * line("Pareto/NBD").mae);
    for line in table.models.iter().filter(|line| line.covered_90.is_some()) {
        assert!((0.5..=1.0).contains(&line.covered_90.unwrap()), "{line:?}");
    }
    assert!(table.sizes.len() >= 2 && table.sizes_note.contains("Order sizes"));
    let closest = table.models.iter().map(|line| line.mae + line.rmse);
    assert!(closest.is_sorted(), "the closest first");
}

/// Everything that a prediction says, as numbers.
fn figures(base: &analyst::Base, fitted: &FittedBase, days: f64) -> Vec<f64> {
    let options = PredictOptions::yearly(days, 0.10).unwrap();
    let predictions = fitted.predict(base, options).unwrap();
    let (orders, value) = predictions.totals();
    let mut figures = vec![orders, value];
    let (orders, value) = predictions.total_ranges(&fitted.report.past_ratios, 0.9);
    figures.extend([orders.low, orders.high, value.low, value.high]);
    for row in 0..base.customers() {
        let one = predictions.customer(row);
        figures.extend([one.p_alive, one.expected_orders]);
        figures.extend(one.order_ranges.into_iter().flatten().map(f64::from));
        figures.extend(one.whole_orders.map(f64::from));
        figures.extend(
            [one.expected_spend, one.expected_value]
                .into_iter()
                .flatten(),
        );
        figures.extend(predictions.value_ranges(row).into_iter().flatten());
    }
    assert!(figures.iter().all(|figure| figure.is_finite()));
    figures
}

/// 1,200 customers who order every fortnight for some months, then every two months for some: what
/// comes depends on the pace of late, which the models do not know.
fn write_moody_log(folder: &Path) -> PathBuf {
    use std::fmt::Write;
    let (first, mut text) = (19_540, "customer_id,date,amount\n".to_owned());
    for customer in 0..1_200 {
        let mut at = customer % 40;
        while at < 730 {
            let date = terms::Day::from_number(first + at);
            writeln!(text, "{customer},{date},20.00").unwrap();
            let is_busy = (at + 31 * customer) / 180 % 2 == 0;
            at += if is_busy { 14 } else { 60 };
        }
    }
    let path = folder.join("moody.csv");
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn parameters_of_the_automatic_choice_predict_what_the_fit_itself_predicts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("fit.json");
    let small = write_log(folder.path(), 200);
    let moody = write_moody_log(folder.path());
    let mut kinds = Vec::new();
    for (log, until, days) in [
        (Some(small), "2025-06-30", 120),
        (data("northwind/orders.csv.gz"), "1998-05-06", 365),
        (Some(moody), "2025-06-30", 120),
        (reference("cdnow_sample.csv"), "1997-09-30", 273),
    ] {
        let Some(log) = log else { continue };
        let base = base(&log, Some(until));
        let asked = FitOptions {
            horizon_days: days,
            ..FitOptions::default()
        };
        let fitted = fit(&base, &asked).unwrap();
        std::fs::write(&file, fitted.report.to_json().unwrap()).unwrap();
        let again = FittedBase::read(&file, &base, None).unwrap();
        assert_eq!(
            again.report.past_ratios.len(),
            fitted.report.past_ratios.len()
        );
        let days = f64::from(days);
        let (one, other) = (figures(&base, &fitted, days), figures(&base, &again, days));
        assert_eq!(one.len(), other.len());
        for (one, other) in one.iter().zip(&other) {
            assert!(
                (one - other).abs() <= 1e-6 * (1.0 + one.abs()),
                "{log:?}: {one} {other}"
            );
        }
        let forecast = fitted.report.forecast.as_ref();
        kinds.push(forecast.map(|own| own.is_corrected()));
        // Another day: what was learnt is asked of what is known then.
        let until: terms::Day = until.parse().unwrap();
        let earlier = crate::lives::base(&log, Some(&(until + -40).to_string()));
        let moved = FittedBase::read(&file, &earlier, None).unwrap();
        figures(&earlier, &moved, days);
    }
    if kinds.len() == 4 {
        assert!(
            kinds.contains(&Some(true)) && kinds.contains(&Some(false)),
            "{kinds:?}"
        );
    }
}

#[test]
fn a_mixture_expects_the_weighted_sum_of_its_parts() {
    let Some(log) = data("northwind/orders.csv.gz") else {
        return;
    };
    let base = base(log, None);
    let fitted = fit(&base, &FitOptions::default()).unwrap();
    let forecast = fitted.report.forecast.as_ref().unwrap();
    let weights = forecast.weights();
    let names: Vec<&str> = weights.iter().map(|(method, _)| method.name()).collect();
    assert_eq!(names, ["Pareto/NBD", "same as last window"]);
    near(
        weights.iter().map(|(_, weight)| weight).sum(),
        1.0,
        1e-9,
        "weights",
    );
    let model = clv::ParetoNbd::fit(&base.folded).unwrap().params;
    let (as_of, log) = (base.as_of.unwrap().number(), base.log.as_ref().unwrap());
    let predictions = fitted
        .predict(&base, PredictOptions::yearly(300.0, 0.1).unwrap())
        .unwrap();
    for row in 0..base.customers() {
        let number = base.summary.customers[row];
        let own = log.iter().filter(|one| one.customer == number);
        let mut late: Vec<i32> = own
            .map(|one| one.day)
            .filter(|day| *day > as_of - 300)
            .collect();
        late.dedup();
        let expected = model.expected_orders(&base.summary.histories[row], 300.0 / 7.0);
        let wanted = weights[0].1 * expected + weights[1].1 * late.len() as f64;
        near(
            predictions.customer(row).expected_orders,
            wanted,
            1e-9,
            "orders",
        );
    }
}

#[test]
fn a_summary_in_parquet_is_read_again_as_the_same_base() {
    let folder = tempfile::tempdir().unwrap();
    let log = base(write_log(folder.path(), 90), Some("2025-06-30"));
    for names in [SummaryNames::Papers, SummaryNames::Lifetimes] {
        let table = SummaryTable {
            base: &log,
            time_unit: TimeUnit::Week,
            names,
        };
        let [text, packed] =
            ["summary.csv", "summary.parquet"].map(|name| folder.path().join(name));
        let mut to = std::fs::File::create(&text).unwrap();
        write_csv(&table, "customer_id", &mut to).unwrap();
        write_parquet(
            &table,
            "customer_id",
            std::fs::File::create(&packed).unwrap(),
        )
        .unwrap();
        let (text, packed) = (base(text, None), base(packed, None));
        assert_eq!(text.customers(), packed.customers());
        for row in 0..text.customers() {
            assert_eq!(text.key(row), packed.key(row));
            let [one, other] = [&text, &packed].map(|base| base.summary.histories[row]);
            assert_eq!(one.x(), other.x());
            near(one.t_obs(), other.t_obs(), 1e-6, "T");
            let [one, other] = [&text, &packed].map(|base| base.summary.repeat_spends[row].mean());
            near(one, other, 1e-6, "zbar");
        }
    }
}
