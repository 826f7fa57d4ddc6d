//! Files as they come: every one gets finite figures with a word on what is odd, or a refusal that
//! says what to do.

use std::fmt::Write;

use analyst::{
    AnalystError, Base, FitOptions, Input, ModelName, NamedColumns, PlotOptions, TimeUnit,
};
use analyst::{PredictOptions, draw_all, fit, write_csv, write_json};
use chart::Look;

use crate::lives::{input, write_log};

/// Reads, fits, predicts and draws; gives the notes.
fn ask_everything(base: &Base, model: ModelName) -> Result<Vec<String>, AnalystError> {
    let asked = FitOptions {
        model,
        ..FitOptions::default()
    };
    let fitted = fit(base, &asked)?;
    let predictions = fitted.predict(base, PredictOptions::yearly(365.0, 0.10)?)?;
    let (mut csv, mut json) = (Vec::new(), Vec::new());
    write_csv(&predictions, "customer_id", &mut csv).unwrap();
    write_json(&predictions, "customer_id", &mut json).unwrap();
    let (csv, json) = (
        String::from_utf8(csv).unwrap(),
        String::from_utf8(json).unwrap(),
    );
    assert!(
        !csv.contains("NaN") && !csv.contains("inf") && !csv.contains(",,"),
        "{csv}"
    );
    assert!(!json.contains("null"), "{json}");
    let report = serde_json::to_string(&fitted.report).unwrap();
    assert!(!report.contains("NaN"), "{report}");
    let (orders, value) = predictions.total_ranges(&fitted.report.past_ratios, 0.9);
    for range in [orders, value] {
        assert!(range.low <= range.expected && range.expected <= range.high);
        assert!(range.high.is_finite(), "{range:?}");
    }
    let key = base.key(0).into_owned();
    let options = PlotOptions {
        horizon_days: 180,
        look: Look::Light,
        customer: base.log.is_some().then_some(key.as_str()),
    };
    for drawing in draw_all(base, &fitted.engine, &options)? {
        assert!(
            !drawing.svg.contains("NaN") && !drawing.svg.contains("inf"),
            "{}",
            drawing.name
        );
    }
    Ok(fitted.report.notes)
}

/// A log of 80 customers with four orders each; each row as `row` writes it.
fn log_of(row: impl Fn(i32, i32) -> String) -> String {
    let mut text = "customer_id,date,amount\n".to_owned();
    for customer in 0..80 {
        for month in 1..=4 {
            let _ = writeln!(text, "{}", row(customer, month));
        }
    }
    text
}

fn usual(customer: i32, month: i32) -> String {
    let amount = 10 + customer % 7 + month * customer % 3;
    format!(
        "c{customer},2024-0{month}-0{},{amount}.5",
        1 + customer * month % 9
    )
}

/// A log, what it is called, and a part of the word on what is odd about it.
type Odd = (&'static str, String, &'static str);

/// Logs of hardly anything.
fn small_logs() -> Vec<Odd> {
    vec![
        (
            "one order",
            "customer_id,date,amount\na,2024-01-01,5\n".into(),
            "1 customer",
        ),
        (
            "no end of line",
            "customer_id,date,amount\na,2024-01-01,5".into(),
            "1 customer",
        ),
        (
            "all alike",
            log_of(|customer, month| format!("c{customer},2024-0{month}-01,10")),
            "exactly alike, so their spread cannot be learnt, so the simple rule is used",
        ),
    ]
}

/// Logs whose days are odd.
fn odd_days() -> Vec<Odd> {
    let plain = log_of(usual);
    let daily = |customer: i32| {
        let days = (0..3_000).filter(move |day| day % (1 + customer % 3) == 0);
        days.map(move |day| {
            let day = terms::Day::from_number(12_000 + day);
            format!("c{customer},{day},{}\n", 5 + customer % 4)
        })
    };
    vec![
        (
            "on one day",
            log_of(|customer, _| format!("c{customer},2024-04-01,{customer}")),
            "0 of them with a second order",
        ),
        (
            "mistyped year",
            format!("{plain}c3,2204-01-01,10\n"),
            "give --until 2024-04-",
        ),
        (
            "placeholder",
            format!("{plain}c3,1900-01-01,10\n"),
            "the first is of 1900-01-01",
        ),
        (
            "before 1900",
            format!("{plain}c3,1850-01-01,10\nc3,1899-12-30,10\n"),
            "2 rows of a day before 1900, the first in line 322",
        ),
        (
            "zones",
            log_of(|customer, month| usual(customer, month).replacen(",1", "T23:30:00+02:00,1", 1)),
            "",
        ),
        ("windows ends", plain.replace('\n', "\r\n"), ""),
        (
            "every day for years",
            format!(
                "customer_id,date,amount\n{}",
                (0..60).flat_map(daily).collect::<String>()
            ),
            "",
        ),
    ]
}

/// Logs whose amounts are odd.
fn odd_amounts() -> Vec<Odd> {
    let plain = log_of(usual);
    vec![
        (
            "returns",
            format!("{plain}c3,2024-03-01,-10.25\nc4,2024-03-01,-2\n"),
            "2 rows with an amount below zero (-12.25 in all)",
        ),
        (
            "exponents and signs",
            log_of(|customer, month| {
                let size = ["1e1", "2.5E+01", "+7", "5e-05"][(customer % 4) as usize];
                format!(
                    "c{customer},2024-0{month}-0{},{size}",
                    1 + customer * month % 9
                )
            }),
            "",
        ),
        (
            "huge amounts",
            log_of(|customer, month| {
                let size =
                    ["1e24", "99999999999999999999999999", "3", "0"][(customer % 4) as usize];
                format!(
                    "c{customer},2024-0{month}-0{},{size}",
                    1 + customer * month % 9
                )
            }),
            "",
        ),
        (
            "nothing paid",
            log_of(|customer, month| format!("c{customer},2024-0{month}-0{},0", 1 + customer % 9)),
            "",
        ),
        (
            "no amounts",
            plain
                .lines()
                .map(|line| line.rsplit_once(',').unwrap().0.to_owned() + "\n")
                .collect(),
            "name one with --amount-column",
        ),
    ]
}

#[test]
fn odd_logs_get_finite_figures_and_a_word_on_what_is_odd() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.csv");
    for (name, text, word) in [small_logs(), odd_days(), odd_amounts()].concat() {
        std::fs::write(&path, text).unwrap();
        let base =
            Base::read(&input(&path), None, true).unwrap_or_else(|why| panic!("{name}: {why}"));
        let notes = ask_everything(&base, ModelName::Auto)
            .unwrap_or_else(|why| panic!("{name}: {why}"))
            .join("; ");
        assert!(notes.contains(word), "{name}: «{word}» in {notes}");
        for model in [
            ModelName::ParetoNbd,
            ModelName::MbgCnbd,
            ModelName::GGompertzNbd,
        ] {
            // A refusal is an answer, too; what is answered is finite.
            if let Err(why) = ask_everything(&base, model) {
                assert!(
                    why.to_string().contains("cannot be fitted"),
                    "{name}: {why}"
                );
            }
        }
    }
}

#[test]
fn a_day_long_after_the_file_leaves_hardly_anything_to_expect() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.csv");
    for text in [
        "customer_id,date,amount\na,2024-01-01,5\na,2024-03-05,9\n",
        &log_of(usual),
    ] {
        std::fs::write(&path, text).unwrap();
        let base = crate::lives::base(&path, Some("2300-01-01"));
        ask_everything(&base, ModelName::Auto).unwrap();
        let fitted = fit(&base, &FitOptions::default()).unwrap();
        let year = PredictOptions::yearly(365.0, 0.1).unwrap();
        let (orders, _) = fitted.predict(&base, year).unwrap().total_ranges(&[], 0.9);
        assert!(orders.high < 1.0, "{orders:?}");
    }
}

#[test]
fn zones_and_windows_ends_change_nothing_and_rows_that_stand_twice_add_their_amounts() {
    let folder = tempfile::tempdir().unwrap();
    let read = |text: &str| {
        let path = folder.path().join("log.csv");
        std::fs::write(&path, text).unwrap();
        Base::read(&input(&path), None, true).unwrap()
    };
    let plain = log_of(usual);
    let wanted = read(&plain);
    let zoned =
        log_of(|customer, month| usual(customer, month).replacen(",1", "T23:30:00-08:00,1", 1));
    let body = plain.split_once('\n').unwrap().1;
    for text in [zoned, plain.replace('\n', "\r\n")] {
        let base = read(&text);
        assert_eq!(base.summary, wanted.summary);
        assert_eq!(base.as_of, wanted.as_of);
    }
    let twice = read(&format!("{plain}{body}"));
    assert_eq!(twice.summary.histories, wanted.summary.histories);
    let mean = |base: &Base| base.summary.all_spends[7].mean();
    assert!((mean(&twice) - 2.0 * mean(&wanted)).abs() < 1e-9);
}

#[test]
fn summary_tables_say_what_was_taken_for_granted_and_refuse_what_they_cannot_know() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.csv");
    let read = |text: &str, time_unit: Option<TimeUnit>, until: Option<&str>| {
        std::fs::write(&path, text).unwrap();
        let asked = Input {
            time_unit,
            ..input(&path)
        };
        Base::read(&asked, until.map(|day| day.parse().unwrap()), true)
    };
    let theirs = "customer_id,frequency,recency,T,monetary_value\n\
                  1,2,213,272,22.35\n2,0,0,0,0\n3,7,200,272,0\n4,3,100,272,-5\n";
    let unsaid = read(theirs, None, None).unwrap();
    assert!(
        unsaid
            .notes
            .join("")
            .contains("272.0 weeks ago; say --time-unit day")
    );
    let said = read(theirs, Some(TimeUnit::Day), None).unwrap();
    assert!(said.notes.is_empty());
    assert!((said.summary.histories[0].t_obs() - 272.0 / 7.0).abs() < 1e-12);
    for base in [unsaid, said] {
        ask_everything(&base, ModelName::Auto).unwrap();
    }
    let commas = "customer_id;x;t_x;T;zbar\n1;2;30,43;38,86;22,35\n2;0;0;38,86;\n";
    let base = read(commas, None, None).unwrap();
    assert!((base.summary.histories[0].t_x() - 30.43).abs() < 1e-12);
    assert_eq!(base.summary.repeat_spends[0].mean(), 22.35);
    let head = "customer_id,frequency,recency,T\n";
    for (row, word) in [
        ("4,-1,0,38", "x is -1"),
        ("4,nan,0,38", "x is «nan»"),
        ("4,1,inf,inf", "t_x is «inf»"),
        ("4,2,30", "T is «»"),
        ("4,0,5,38", "line 2"),
        ("4,2,40,38", "line 2"),
        ("", "holds no row"),
    ] {
        let why = read(&format!("{head}{row}\n"), None, None)
            .unwrap_err()
            .to_string();
        assert!(why.contains(word), "{row}: {why}");
    }
    let why = read(theirs, None, Some("2024-01-01"))
        .unwrap_err()
        .to_string();
    assert!(
        why.contains("--until") && why.contains("order log"),
        "{why}"
    );
}

#[test]
fn what_does_not_go_together_is_refused_with_what_to_leave_out() {
    let folder = tempfile::tempdir().unwrap();
    let log = crate::lives::base(write_log(folder.path(), 60), None);
    let path = folder.path().join("known.csv");
    std::fs::write(&path, "customer_id,big\nc0,1\nc1,0\n").unwrap();
    let short = analyst::Covariates::read(&[path], &NamedColumns::default()).unwrap();
    let asked = |model| FitOptions {
        model,
        covariates: Some(short.clone()),
        ..FitOptions::default()
    };
    let why = fit(&log, &asked(ModelName::BgNbd)).unwrap_err().to_string();
    assert!(why.contains("leave out --model bg_nbd"), "{why}");
    let fitted = fit(&log, &FitOptions::default()).unwrap();
    let file = folder.path().join("fit.json");
    std::fs::write(&file, serde_json::to_string(&fitted.report).unwrap()).unwrap();
    let why = analyst::FittedBase::read(&file, &log, Some(&short))
        .unwrap_err()
        .to_string();
    assert!(why.contains("leave out --covariates"), "{why}");
    let options = PlotOptions {
        horizon_days: 90,
        look: Look::Dark,
        customer: Some("zoe"),
    };
    let why = draw_all(&log, &fitted.engine, &options)
        .unwrap_err()
        .to_string();
    assert!(why.contains("no customer «zoe»"), "{why}");
    let few = crate::lives::base(write_log(folder.path(), 20), None);
    let why = analyst::compare(&few, 90, None).unwrap_err().to_string();
    assert!(
        why.contains("50 customers had ordered again") && why.contains("clv fit"),
        "{why}"
    );
}

#[test]
fn a_file_of_parameters_that_was_tampered_with_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let log = crate::lives::base(write_log(folder.path(), 60), None);
    let file = folder.path().join("fit.json");
    let head = "\"model\": \"NBD\", \"parameters\": {\"r\": 1, \"alpha\": 9}";
    let tree = "{\"splits\": [{\"feature\": 99, \"cut\": 1}], \"leaves\": [1, 2]}";
    for (text, word) in [
        ("".to_owned(), "fit.json"),
        ("[1, 2]".to_owned(), "clv fit FILE --json"),
        (format!("{{{head}, \"past_ratios\": [null]}}"), "null"),
        (
            format!(
                "{{{head}, \"forecast\": {{\"parts\": [], \"first_day\": 0, \"as_of\": 9, \
                 \"correction\": {{\"strength\": 1, \"trees\": {{\"trees\": [{tree}]}}}}}}}}"
            ),
            "not whole",
        ),
        (
            "{\"model\": \"NBD\", \"parameters\": {\"r\": -1, \"alpha\": 9}}".to_owned(),
            "r",
        ),
    ] {
        std::fs::write(&file, text).unwrap();
        let why = analyst::FittedBase::read(&file, &log, None)
            .unwrap_err()
            .to_string();
        assert!(why.contains(word), "{why}");
    }
}
