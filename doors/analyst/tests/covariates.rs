//! Covariates through files: published figures, groups, days, what is refused and in what words.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use analyst::{
    Base, Covariates, Engine, FitOptions, FitReport, FittedBase, NamedColumns, PredictOptions,
    Predictions, compare, fit,
};

use crate::lives::{base, reference, write_log};

fn read(paths: &[PathBuf]) -> Result<Covariates, String> {
    Covariates::read(paths, &NamedColumns::default()).map_err(|why| why.to_string())
}

fn fitted(base: &Base, covariates: &Covariates) -> FittedBase {
    let asked = FitOptions {
        covariates: Some(covariates.clone()),
        ..FitOptions::default()
    };
    fit(base, &asked).unwrap()
}

/// The apparel log up to the end of 2006 with files of covariates.
fn apparel(files: &[&str]) -> Option<(Base, Vec<PathBuf>)> {
    let files: Option<Vec<PathBuf>> = files.iter().map(|file| reference(file)).collect();
    let log = reference("apparel_transactions.csv")?;
    Some((base(log, Some("2006-12-31")), files?))
}

const FIXED: &str = "apparel_static_covariates.csv";
const SEASON: &str = "apparel_high_season.csv";

fn near(value: f64, wanted: f64, within: f64, what: &str) {
    assert!(
        (value - wanted).abs() <= within,
        "{what}: {value} instead of {wanted}"
    );
}

fn two_years() -> PredictOptions {
    PredictOptions::yearly(728.0, 0.10).unwrap()
}

/// A fit written, read again with the same files: the same predictions.
fn assert_read_again(base: &Base, covariates: &Covariates, fitted: &FittedBase) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("fit.json");
    std::fs::write(&file, fitted.report.to_json().unwrap()).unwrap();
    let without = FittedBase::read(&file, base, None).unwrap_err().to_string();
    assert!(without.contains("--covariates"), "{without}");
    let again = FittedBase::read(&file, base, Some(covariates)).unwrap();
    let [one, other] = [fitted, &again].map(|own| own.predict(base, two_years()).unwrap());
    let ((orders, value), (again, worth)) = (one.totals(), other.totals());
    near(again, orders, 1e-9 * orders, "orders");
    near(worth, value, 1e-9 * value, "value");
    for row in (0..base.customers()).step_by(37) {
        assert_eq!(
            one.customer(row).order_ranges,
            other.customer(row).order_ranges
        );
    }
}

#[test]
fn fixed_covariates_of_the_apparel_shop_give_the_published_figures() {
    let Some((base, files)) = apparel(&[FIXED]) else {
        return;
    };
    let covariates = read(&files).unwrap();
    assert_eq!(covariates.names(), ["Gender", "Channel"]);
    let fitted = fitted(&base, &covariates);
    let report = &fitted.report;
    near(
        report.log_likelihood.unwrap(),
        -5_821.062_709,
        0.01,
        "likelihood",
    );
    let effects = report.covariates.as_ref().unwrap();
    for (name, on_orders, on_leaving) in [
        ("Gender", 0.285_874, -0.642_993),
        ("Channel", 0.624_124, 0.790_679),
    ] {
        near(
            effects.on_orders[name].as_f64().unwrap(),
            on_orders,
            0.01,
            name,
        );
        near(
            effects.on_leaving[name].as_f64().unwrap(),
            on_leaving,
            0.02,
            name,
        );
    }
    let errors = effects.standard_errors.as_ref().unwrap();
    assert!(errors.on_orders["Channel"].as_f64().unwrap() < 0.2);
    assert_read_again(&base, &covariates, &fitted);
}

#[test]
fn season_and_fixed_covariates_together_reach_the_published_likelihood() {
    let Some((base, files)) = apparel(&[FIXED, SEASON]) else {
        return;
    };
    let covariates = read(&files).unwrap();
    let fitted = fitted(&base, &covariates);
    let report = &fitted.report;
    // CLVTools stops at -5752.9367, a little before the maximum.
    let reached = report.log_likelihood.unwrap();
    assert!((-5_752.98..-5_750.0).contains(&reached), "{reached}");
    let effects = report.covariates.as_ref().unwrap();
    let season = effects.on_orders["High.Season"].as_f64().unwrap();
    assert!((0.4..1.2).contains(&season), "{season}");
    let errors = effects.standard_errors.as_ref().unwrap();
    assert!(errors.on_leaving["High.Season"].is_null());
    assert!(errors.on_leaving["Channel"].as_f64().is_some());
    let notes = report.notes.join("; ");
    assert!(
        notes.contains("leave where «High.Season» is at its highest"),
        "{notes}"
    );
    assert_read_again(&base, &covariates, &fitted);
    // The file ends on 2010-12-26: five years from the end of 2006 reach beyond it.
    assert!(covariates.notes_for(&base, 728).is_empty());
    let notes = covariates.notes_for(&base, 5 * 365).join("; ");
    assert!(notes.contains("end on 2010-12-26"), "{notes}");
}

#[test]
fn the_comparison_has_a_line_for_covariates_at_the_same_origins() {
    let Some((base, files)) = apparel(&[FIXED, SEASON]) else {
        return;
    };
    let table = compare(&base, 182, Some(&read(&files).unwrap())).unwrap();
    let line = |name: &str| table.models.iter().find(|line| line.model == name).unwrap();
    let (with, without) = (line("Pareto/NBD with covariates"), line("Pareto/NBD"));
    assert_eq!(with.origins.len(), without.origins.len());
    assert!(with.mae < 1.05 * without.mae, "{with:?} {without:?}");
    let notes = table.notes.join("; ");
    assert!(notes.contains("does not take covariates"), "{notes}");
    assert!(
        compare(&base, 182, None)
            .unwrap()
            .models
            .iter()
            .all(|line| !line.model.contains("covariates"))
    );
}

/// A small log with its customers, and files beside it.
fn write(folder: &Path, name: &str, head: &str, row: impl Fn(usize) -> String) -> PathBuf {
    let mut text = format!("{head}\n");
    for customer in 0..120 {
        let _ = writeln!(text, "c{customer}{}", row(customer));
    }
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn effect(fitted: &FittedBase, name: &str) -> f64 {
    let effects = fitted.report.covariates.as_ref().unwrap();
    effects.on_orders[name].as_f64().unwrap()
}

/// Words are coded as the flags one would write oneself; decimal commas and units change nothing.
#[test]
fn groups_and_numbers_in_any_dialect_are_coded_as_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let base = base(write_log(folder, 120), None);
    let of = |path: PathBuf| fitted(&base, &read(&[path]).unwrap());
    let channel = |customer: usize| ["shop", "web", "shop", "phone"][customer % 4];
    let words = of(write(folder, "w.csv", "customer_id,Channel", |own| {
        format!(",{}", channel(own))
    }));
    let flags = of(write(folder, "f.csv", "id,web,phone", |own| {
        let is = |name| u8::from(channel(own) == name);
        format!(",{},{}", is("web"), is("phone"))
    }));
    for name in ["web", "phone"] {
        near(
            effect(&words, &format!("Channel={name}")),
            effect(&flags, name),
            1e-6,
            name,
        );
    }
    let notes = words.report.notes.join("; ");
    assert!(notes.contains("against «shop»"), "{notes}");
    let income = |own: usize| 20 + own * 7 % 60;
    let plain = of(write(folder, "p.csv", "customer_id,income", |own| {
        format!(",{}", income(own))
    }));
    let german = of(write(folder, "g.csv", "Kunde;income;all", |own| {
        format!(";{},5;7", income(own))
    }));
    near(
        effect(&plain, "income"),
        effect(&german, "income"),
        1e-6,
        "income",
    );
    let notes = german.report.notes.join("; ");
    assert!(notes.contains("«all» is the same all over"), "{notes}");
    // What is said twice counts once.
    let twice = of(write(folder, "t.csv", "customer_id,income,cents", |own| {
        format!(",{},{}", income(own), 100 * income(own))
    }));
    assert_eq!(twice.report.parameters, plain.report.parameters);
    let notes = twice.report.notes.join("; ");
    assert!(notes.contains("tell the same: «cents»"), "{notes}");
    // Years are counted from the least, for nothing was ever seen near the year 0.
    let years = of(write(folder, "y.csv", "customer_id,year", |own| {
        format!(",{}", 2_000 + own % 5)
    }));
    let counted = of(write(folder, "c.csv", "customer_id,year", |own| {
        format!(",{}", own % 5)
    }));
    near(
        effect(&years, "year-2000"),
        effect(&counted, "year"),
        1e-6,
        "year",
    );
    assert_eq!(years.report.parameters, counted.report.parameters);
}

/// What does not change over time gives the same whether it is written once or day by day.
#[test]
fn a_file_by_customer_and_day_says_what_the_two_files_say() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let base = base(write_log(folder, 120), None);
    let days = ["2024-01-01", "2024-04-01", "2024-06-01", "2025-01-01"];
    let price = |at: usize| [3, 1, 2, 1][at];
    let once = write(folder, "once.csv", "customer_id,big", |own| {
        format!(",{}", own % 2)
    });
    let calendar = folder.join("days.csv");
    let rows: String = (0..4)
        .map(|at| format!("{},{}\n", days[at], price(at)))
        .collect();
    std::fs::write(&calendar, format!("Cov.Date,price\n{rows}")).unwrap();
    let both = write(folder, "both.csv", "customer_id,date,big,price", |own| {
        // Not in the order of time.
        [2, 0, 3, 1]
            .map(|at: usize| format!(",{},{},{}", days[at], own % 2, price(at)))
            .join(&format!("\nc{own}"))
    });
    let apart = fitted(&base, &read(&[once.clone(), calendar]).unwrap());
    let together = fitted(&base, &read(&[both]).unwrap());
    assert!(matches!(apart.engine, Engine::Timed(_)));
    for name in ["big", "price"] {
        near(effect(&apart, name), effect(&together, name), 1e-6, name);
    }
    let year = || PredictOptions::yearly(365.0, 0.10).unwrap();
    let total = |own: &FittedBase| {
        Predictions::of(&base, &own.engine, own.spend, year())
            .unwrap()
            .totals()
            .0
    };
    near(total(&apart), total(&together), 1e-6, "total");
    // A day with nothing beside it, as of signing up, is no covariate that changes.
    let fixed = fitted(&base, &read(&[once]).unwrap());
    assert!(matches!(fixed.engine, Engine::Covariates { .. }));
}

#[test]
fn a_group_that_is_new_counts_as_the_most_frequent_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let base = base(write_log(folder.path(), 120), None);
    let file = |new: &'static str| {
        write(folder.path(), "known.csv", "customer_id,channel", |own| {
            format!(
                ",{}",
                [["shop", "shop", "web"][own % 3], new][usize::from(own == 7)]
            )
        })
    };
    let before = fitted(&base, &read(&[file("web")]).unwrap());
    let params = folder.path().join("fit.json");
    std::fs::write(&params, before.report.to_json().unwrap()).unwrap();
    let after = read(&[file("radio")]).unwrap();
    let again = FittedBase::read(&params, &base, Some(&after)).unwrap();
    let notes = again.report.notes.join("; ");
    assert!(
        notes.contains("nobody was seen with «channel=radio»"),
        "{notes}"
    );
    let other = write(folder.path(), "other.csv", "customer_id,region", |_| {
        ",north".into()
    });
    let refused = FittedBase::read(&params, &base, Some(&read(&[other]).unwrap()));
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("no column «channel»"), "{refused}");
    let report = FitReport::read(&params).unwrap();
    assert_eq!(report.covariates.unwrap().codes.len(), 1);
}

#[test]
fn files_that_cannot_be_used_are_refused_with_where_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("known.csv");
    let refused = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        read(std::slice::from_ref(&path)).unwrap_err()
    };
    let wide: Vec<u8> = "id,a\n1,2\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (bytes, parts) in [
        (&b""[..], vec!["known.csv", "holds no row"]),
        (b"id,a\n", vec!["holds no row"]),
        (b"id\n1\n", vec!["no covariate", "only id"]),
        (&wide, vec!["UTF-8"]),
        (
            b"id,a\n1,2\n2,2,3\n",
            vec!["line 3", "3 cells for 2 columns"],
        ),
        (
            b"id,a\n1,2\n2,much\n",
            vec!["line 3", "«much» in «a»", "letter"],
        ),
        (
            b"id,a\n1,2\n2,\n3,NA\n",
            vec!["«a» is empty in 2 lines (3, 4)"],
        ),
        (b"id,a\n1,x\n2,\n", vec!["1 line (3)", "unknown"]),
        (b"id,a\n1,2\n,3\n", vec!["line 3", "customer is missing"]),
        (b"id,a\n1,2\n1,3\n", vec!["line 3", "«1»", "line 2"]),
        (
            b"date,a\n2024-01-01,2\n2024-01-01,3\n",
            vec!["line 3", "2024-01-01", "--customer-column"],
        ),
        (
            b"id,date,a\n1,2024-01-01,2\n1,2024-01-01,3\n",
            vec!["line 3", "2024-01-01 of customer «1»", "line 2"],
        ),
        (b"id,a,a\n1,2,3\n", vec!["«a»", "two columns"]),
        (
            b"id,signed_up\n1,2024-01-31\n2,2024-02-01\n",
            vec!["«signed_up» holds days", "the year"],
        ),
        (
            b"id,date,a\n1,soon,3\n",
            vec!["line 2", "«soon» in «date» is no day"],
        ),
    ] {
        let why = refused(bytes);
        for part in parts {
            assert!(why.contains(part), "{part} in {why}");
        }
    }
}

#[test]
fn customers_who_are_missing_and_columns_too_many_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let base = base(write_log(folder.path(), 120), None);
    let path = folder.path().join("known.csv");
    let refused = |text: &str| {
        std::fs::write(&path, text).unwrap();
        let asked = FitOptions {
            covariates: Some(read(std::slice::from_ref(&path)).unwrap()),
            ..FitOptions::default()
        };
        fit(&base, &asked).unwrap_err().to_string()
    };
    let why = refused("customer_id,big\nc0,1\nc1,0\n");
    for part in ["known.csv", "no row for 118 customers («c", "and others"] {
        assert!(why.contains(part), "{part} in {why}");
    }
    let rows = |of: &dyn Fn(usize) -> String| -> String {
        (0..120)
            .map(|own| format!("c{own},{}\n", of(own)))
            .collect()
    };
    let towns = rows(&|own| format!("town {},{}", own % 12, own % 3));
    let why = refused(&format!("customer_id,town,size\n{towns}"));
    for part in ["«town» with 12 groups 11", "«size» 1", "at most 8", "other"] {
        assert!(why.contains(part), "{part} in {why}");
    }
    let why = refused(&format!("customer_id,a\n{}", rows(&|_| "1".into())));
    assert!(why.contains("the same for all customers"), "{why}");
}
