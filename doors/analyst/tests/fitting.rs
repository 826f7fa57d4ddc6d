//! Published figures through files: CDNOW as a log, as a table, by day and by week.

use analyst::{
    Base, FitOptions, FitReport, FittedBase, Input, ModelName, PredictOptions, Predictions,
    SummaryNames, SummaryTable, TimeUnit, fit, write_csv,
};

use crate::lives::{base, input, reference, write_log};

/// The end of the first 39 weeks of CDNOW.
const CALIBRATION_END: &str = "1997-09-30";

fn options(model: ModelName, time_unit: TimeUnit) -> FitOptions {
    FitOptions {
        model,
        time_unit,
        ..FitOptions::default()
    }
}

fn year() -> PredictOptions {
    PredictOptions::yearly(365.0, 0.10).unwrap()
}

fn parameter(fitted: &FittedBase, name: &str) -> f64 {
    fitted.report.parameters[name].as_f64().unwrap()
}

fn assert_near(value: f64, wanted: f64, relative: f64, what: &str) {
    assert!(
        (value / wanted - 1.0).abs() < relative,
        "{what}: {value} instead of {wanted}"
    );
}

#[test]
fn cdnow_gives_the_published_parameters_in_weeks_and_in_days() {
    let Some(file) = reference("cdnow_sample.csv") else {
        return;
    };
    let base = base(file, Some(CALIBRATION_END));
    assert_eq!(base.customers(), 2_357);
    let weeks = fit(&base, &options(ModelName::BgNbd, TimeUnit::Week)).unwrap();
    for (name, wanted) in [
        ("r", 0.242_595),
        ("alpha", 4.413_60),
        ("a", 0.792_922),
        ("b", 2.425_91),
    ] {
        assert_near(parameter(&weeks, name), wanted, 1e-4, name);
    }
    let likelihood = weeks.report.log_likelihood.unwrap();
    assert!((likelihood + 9582.42921).abs() < 1e-4, "{likelihood}");
    let errors = weeks.report.standard_errors.as_ref().unwrap();
    for (name, wanted) in [("r", 0.0126), ("alpha", 0.378), ("a", 0.186), ("b", 0.705)] {
        assert_near(errors[name].as_f64().unwrap(), wanted, 5e-3, name);
    }
    let spend = weeks.report.spend.as_ref().unwrap();
    assert_near(spend.parameters["p"].as_f64().unwrap(), 6.2496, 1e-3, "p");
    assert!((spend.log_likelihood + 4055.91769).abs() < 1e-3);

    let days = fit(&base, &options(ModelName::BgNbd, TimeUnit::Day)).unwrap();
    assert_near(
        parameter(&days, "alpha"),
        7.0 * 4.413_60,
        1e-4,
        "alpha in days",
    );
    let shift = 2_457.0 * 7_f64.ln();
    assert!((likelihood - shift - days.report.log_likelihood.unwrap()).abs() < 1e-6);
}

#[test]
fn a_report_read_again_gives_the_same_predictions_for_every_model() {
    let folder = tempfile::tempdir().unwrap();
    let base = base(write_log(folder.path(), 150), Some("2025-06-30"));
    let file = folder.path().join("fit.json");
    for name in [
        ModelName::ParetoNbd,
        ModelName::BgNbd,
        ModelName::MbgNbd,
        ModelName::MbgCnbd,
        ModelName::BgCnbd,
        ModelName::Nbd,
        ModelName::GGompertzNbd,
        ModelName::ParetoNbdCorrelated,
        ModelName::SimpleRule,
        ModelName::Auto,
    ] {
        for unit in [TimeUnit::Week, TimeUnit::Day] {
            let fitted = fit(&base, &options(name, unit)).unwrap();
            std::fs::write(&file, serde_json::to_string(&fitted.report).unwrap()).unwrap();
            let report = FitReport::read(&file).unwrap();
            let (engine, spend) = report.models(&file, &base, None, &mut Vec::new()).unwrap();
            let direct = Predictions::of(&base, &fitted.engine, fitted.spend, year()).unwrap();
            let again = Predictions::of(&base, &engine, spend, year()).unwrap();
            for row in (0..base.customers()).step_by(7) {
                let (one, other) = (direct.customer(row), again.customer(row));
                assert_near(one.p_alive + 1.0, other.p_alive + 1.0, 1e-9, name.code());
                assert_near(
                    one.expected_orders + 1e-3,
                    other.expected_orders + 1e-3,
                    1e-9,
                    name.code(),
                );
                assert_near(
                    one.expected_value.unwrap() + 1e-3,
                    other.expected_value.unwrap() + 1e-3,
                    1e-9,
                    name.code(),
                );
            }
        }
    }
}

#[test]
fn the_automatic_choice_predicts_every_customer_with_ranges_around_it() {
    let folder = tempfile::tempdir().unwrap();
    let base = base(write_log(folder.path(), 200), Some("2025-06-30"));
    let asked = FitOptions {
        horizon_days: 120,
        ..FitOptions::default()
    };
    let fitted = fit(&base, &asked).unwrap();
    let predictions = fitted.predict(&base, year()).unwrap();
    let mut sum = 0.0;
    for row in 0..base.customers() {
        let one = predictions.customer(row);
        let [low_80, high_80, low_95, high_95] = one.order_ranges.unwrap();
        assert!(one.expected_orders.is_finite() && one.expected_orders >= 0.0);
        assert!(low_80 <= high_80 && low_95 <= high_95 && high_80 <= high_95);
        assert!(
            one.expected_orders < 2.0 * f64::from(high_95) + 1.0,
            "{one:?}"
        );
        sum += one.expected_orders;
    }
    assert_near(predictions.totals().0, sum, 1e-9, "total");
}

#[test]
fn a_summary_written_under_either_names_is_read_again_as_the_same_base() {
    let Some(file) = reference("cdnow_sample.csv") else {
        return;
    };
    let log = base(file, Some(CALIBRATION_END));
    let folder = tempfile::tempdir().unwrap();
    for (names, time_unit) in [
        (SummaryNames::Papers, TimeUnit::Day),
        (SummaryNames::Lifetimes, TimeUnit::Day),
        (SummaryNames::Papers, TimeUnit::Week),
    ] {
        let path = folder.path().join("summary.csv");
        let table = SummaryTable {
            base: &log,
            time_unit,
            names,
        };
        let mut to = std::fs::File::create(&path).unwrap();
        write_csv(&table, "customer_id", &mut to).unwrap();
        let table = Base::read(
            &Input {
                time_unit: Some(time_unit),
                ..input(&path)
            },
            None,
            false,
        )
        .unwrap();
        assert_eq!(table.customers(), 2_357);
        let fitted = fit(&table, &options(ModelName::BgNbd, TimeUnit::Week)).unwrap();
        assert!(
            (fitted.report.log_likelihood.unwrap() + 9582.42921).abs() < 1e-2,
            "{names:?}"
        );
        let wants_gaps = fit(&table, &options(ModelName::MbgCnbd, TimeUnit::Week));
        assert!(
            wants_gaps
                .unwrap_err()
                .to_string()
                .contains("summary table")
        );
    }
}

#[test]
fn the_rounded_table_of_the_paper_gives_its_parameters() {
    let Some(file) = reference("cdnow_rfm_rounded.csv") else {
        return;
    };
    let table = base(file, None);
    let fitted = fit(&table, &options(ModelName::BgNbd, TimeUnit::Week)).unwrap();
    // Fader, Hardie & Lee 2005, table 2: .243, 4.414, .793, 2.426 at -9582.4.
    assert_near(parameter(&fitted, "alpha"), 4.414, 2e-3, "alpha");
    assert!((fitted.report.log_likelihood.unwrap() + 9582.4).abs() < 0.5);
}

#[test]
fn models_are_compared_on_the_past_and_a_table_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let base = base(write_log(folder.path(), 200), None);
    let table = analyst::compare(&base, 120, None).unwrap();
    assert!(
        table.models.len() >= 4 && table.origins.len() >= 2,
        "{table:?}"
    );
    assert!(
        table
            .models
            .iter()
            .all(|line| line.mae.is_finite() && !line.origins.is_empty())
    );
    let Some(file) = reference("cdnow_rfm_rounded.csv") else {
        return;
    };
    let refused = analyst::compare(&crate::lives::base(file, None), 120, None).unwrap_err();
    assert!(refused.to_string().contains("order log"), "{refused}");
}
