//! `regulars clv` from outside: published figures, files that fit together, clear errors.

use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use crate::program::{Done, Program, real_data};

fn cdnow() -> Option<PathBuf> {
    Some(real_data()?.join("clv_reference/cdnow_sample.csv"))
}

fn done(program: &Program, args: &[&str]) -> String {
    let done = program.run(args);
    assert_eq!(done.code, Some(0), "{args:?}: {}{}", done.out, done.err);
    done.out
}

fn near(value: &serde_json::Value, wanted: f64, relative: f64) {
    let value = value.as_f64().unwrap();
    assert!(
        (value / wanted - 1.0).abs() < relative,
        "{value} instead of {wanted}"
    );
}

/// The cells of a column of CSV text.
fn column<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let mut lines = text.lines();
    let at = lines
        .next()
        .unwrap()
        .split(',')
        .position(|head| head == name)
        .unwrap();
    lines.map(|line| line.split(',').nth(at).unwrap()).collect()
}

#[test]
fn cdnow_gives_the_published_figures_and_its_parameters_predict_the_same_again() {
    let Some(file) = cdnow() else { return };
    let program = Program::new();
    let file = file.to_str().unwrap();
    let fit = program.json(&[
        "clv",
        "fit",
        file,
        "--model",
        "bg_nbd",
        "--until",
        "1997-09-30",
    ]);
    for (name, wanted) in [
        ("r", 0.242_595),
        ("alpha", 4.413_60),
        ("a", 0.792_922),
        ("b", 2.425_91),
    ] {
        near(&fit["parameters"][name], wanted, 1e-4);
    }
    near(&fit["standard_errors"]["alpha"], 0.378, 5e-3);
    near(&fit["log_likelihood"], -9582.42921, 1e-8);
    near(&fit["spend"]["parameters"]["q"], 3.7442, 1e-3);
    assert_eq!(fit["customers"], 2_357);
    assert_eq!(fit["converged"], true);
    assert!(fit["folded_rows"].as_u64() < Some(2_357) && fit["seconds"].as_f64() > Some(0.0));

    let params = program.home.path().join("fit.json");
    std::fs::write(&params, fit.to_string()).unwrap();
    let with = [
        "clv",
        "predict",
        file,
        "--until",
        "1997-09-30",
        "--horizon",
        "273",
    ];
    let direct = done(&program, &[&with[..], &["--model", "bg_nbd"]].concat());
    let again = done(
        &program,
        &[&with[..], &["--params", params.to_str().unwrap()]].concat(),
    );
    assert_eq!(direct, again);
    assert_eq!(direct.lines().count(), 2_358);
    // Fader, Hardie & Lee 2005: customer 1 with x = 2, t_x = 30.43, T = 38.86 is to make 1.226 orders in 39 weeks.
    let orders: f64 = column(&direct, "expected_orders")[0].parse().unwrap();
    assert!((orders - 1.2259).abs() < 2e-3, "{orders}");
    let chances = column(&direct, "p_alive");
    assert!(
        chances
            .iter()
            .all(|chance| (0.0..=1.0).contains(&chance.parse::<f64>().unwrap()))
    );
}

#[test]
fn a_summary_under_lifetimes_names_is_an_input_again() {
    let Some(file) = cdnow() else { return };
    let program = Program::new();
    let table = program.home.path().join("summary.csv");
    let (file, table) = (file.to_str().unwrap(), table.to_str().unwrap());
    let unit = ["--time-unit", "day"];
    let args = [
        "clv",
        "summary",
        file,
        "--until",
        "1997-09-30",
        "--names",
        "lifetimes",
        "--out",
        table,
    ];
    done(&program, &[&args[..], &unit].concat());
    let fit = program.json(&[&["clv", "fit", table, "--model", "pareto_nbd"][..], &unit].concat());
    near(&fit["parameters"]["alpha"], 7.0 * 10.5777, 1e-3);
    let shift = 2_457.0 * 7_f64.ln();
    near(&fit["log_likelihood"], -9594.97618 - shift, 1e-7);
    let refused = program.run(&["clv", "compare", table]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("order log"), "{}", refused.err);
}

#[test]
fn standard_input_and_other_dialects_give_the_same_summary() {
    let Some(file) = cdnow() else { return };
    let program = Program::new();
    let text = std::fs::read_to_string(&file).unwrap();
    let wanted = done(&program, &["clv", "summary", file.to_str().unwrap()]);
    let mut child = program
        .command(&["clv", "summary", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), wanted);
    let german = text.lines().enumerate().map(|(at, line)| {
        let cells: Vec<&str> = line.split(',').collect();
        let day: Vec<&str> = cells[1].split('-').rev().collect();
        match at {
            0 => "Kundennummer;Bestelldatum;St\u{fc}ck;Betrag\r\n".to_owned(),
            _ => format!(
                "{};{};{};{}\r\n",
                cells[0],
                day.join("."),
                cells[2],
                cells[3].replace('.', ",")
            ),
        }
    });
    let path = program.home.path().join("bestellungen.csv");
    // Every character is one byte in Windows-1252, as in Latin-1.
    let bytes: Vec<u8> = german
        .collect::<String>()
        .chars()
        .map(|one| one as u8)
        .collect();
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(
        done(&program, &["clv", "summary", path.to_str().unwrap()]),
        wanted
    );
}

#[test]
fn drawings_tables_and_the_comparison_come_out_as_asked() {
    let Some(file) = cdnow() else { return };
    let program = Program::new();
    let file = file.to_str().unwrap();
    let plots = program.home.path().join("plots");
    let args = [
        "clv",
        "plot",
        file,
        "--model",
        "mbg_nbd",
        "--until",
        "1997-09-30",
        "--customer",
        "1",
        "--out",
    ];
    let made = done(&program, &[&args[..], &[plots.to_str().unwrap()]].concat());
    assert_eq!(made.lines().count(), 14, "{made}");
    for line in made.lines() {
        let bytes = std::fs::read(line).unwrap();
        let begin: &[u8] = if line.ends_with("svg") {
            b"<svg"
        } else {
            b"\x89PNG"
        };
        assert!(bytes.starts_with(begin), "{line}");
    }
    let values = program.home.path().join("values.parquet");
    let args = [
        "clv",
        "predict",
        file,
        "--model",
        "nbd",
        "--no-ranges",
        "--out",
    ];
    done(&program, &[&args[..], &[values.to_str().unwrap()]].concat());
    assert!(std::fs::read(&values).unwrap().starts_with(b"PAR1"));
    let refused = program.run(&[
        "clv", "predict", file, "--model", "nbd", "--format", "parquet",
    ]);
    assert_eq!(refused.code, Some(2), "{}", refused.err);
    let table = program.json(&["clv", "compare", file, "--horizon", "120"]);
    let models = table["models"].as_array().unwrap();
    for name in ["Pareto/NBD", "automatic choice", "NBD"] {
        let line = models.iter().find(|line| line["model"] == name).unwrap();
        assert!(line["mae"].as_f64() > Some(0.0), "{line}");
    }
    let shown = done(&program, &["clv", "compare", file, "--horizon", "120"]);
    assert!(
        shown.contains("RMSE") && shown.contains("automatic choice"),
        "{shown}"
    );
}

#[test]
fn wrong_files_and_words_are_refused_with_what_to_do() {
    let program = Program::new();
    let folder = program.home.path();
    let path = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).unwrap();
        folder.join(name).to_str().unwrap().to_owned()
    };
    let log = path(
        "log.csv",
        "customer_id,date,amount\na,2024-01-01,5\na,2024-02-01,6\nb,2024-01-05,7\n",
    );
    let other = path("other.csv", "who,when\na,2024-01-01\n");
    let params = path(
        "params.json",
        "{\"model\": \"BG/NBD\", \"parameters\": {\"r\": 1}}",
    );
    for (args, code, part) in [
        (vec!["fit", "/nowhere/log.csv"], 1, "/nowhere/log.csv"),
        (vec!["fit", &other], 2, "--customer-column"),
        (vec!["fit", &log, "--model", "betageo"], 2, "pareto_nbd"),
        (vec!["fit", &log, "--until", "2020-01-01"], 2, "--until"),
        (
            vec!["fit", &log, "--model", "bg_nbd", "--date-column", "amount"],
            2,
            "2026-03-31",
        ),
        (vec!["predict", &log, "--params", &params], 2, "alpha"),
        (vec!["predict", &log, "--discount", "-1"], 2, "discount"),
        (vec!["compare", &log], 2, "too short"),
        (
            vec![
                "plot",
                &log,
                "--customer",
                "zoe",
                "--out",
                folder.to_str().unwrap(),
            ],
            2,
            "zoe",
        ),
    ] {
        let Done {
            code: ended, err, ..
        } = program.run(&[&["clv"], &args[..]].concat());
        assert_eq!(ended, Some(code), "{args:?}: {err}");
        assert!(err.contains(part), "{args:?}: {err}");
    }
    let help = done(&program, &["clv", "--help"]);
    for word in ["BetaGeoFitter", "clvdata", "expected_value", "--params"] {
        assert!(help.contains(word), "{word} in {help}");
    }
    let small = done(&program, &["clv", "fit", &log]);
    assert!(small.contains("simple rule"), "{small}");
}

/// A fit written and read again says what the fit itself says: mixture, learnt correction, sizes
/// and the range of the total.
#[test]
fn parameters_of_an_automatic_choice_predict_the_same_table_and_the_same_total() {
    let Some(data) = real_data() else { return };
    let program = Program::new();
    let params = program.home.path().join("fit.json");
    let params = params.to_str().unwrap();
    for (file, until, horizon) in [
        ("northwind/orders.csv.gz", "1998-05-06", "365"),
        (
            "clv_reference/apparel_transactions.csv",
            "2006-12-31",
            "728",
        ),
    ] {
        let file = data.join(file);
        let with = [
            file.to_str().unwrap(),
            "--until",
            until,
            "--horizon",
            horizon,
        ];
        let fit = [&["clv", "fit"], &with[..], &["--json", "--out", params]].concat();
        done(&program, &fit);
        let predict = [&["clv", "predict"], &with[..]].concat();
        let direct = program.run(&predict);
        let again = program.run(&[&predict[..], &["--params", params]].concat());
        assert_eq!(
            (direct.code, again.code),
            (Some(0), Some(0)),
            "{}",
            again.err
        );
        assert_eq!(direct.out, again.out);
        let total = |done: &Done| done.err.lines().next().unwrap().to_owned();
        assert!(total(&direct).contains("chosen forecast"), "{}", direct.err);
        assert_eq!(total(&direct), total(&again));
    }
}

/// The path of a file in the program's home.
fn path_of(program: &Program, name: &str) -> String {
    program.home.path().join(name).to_str().unwrap().to_owned()
}

/// A log of 60 customers with up to four orders each, and as a file with a returned order besides.
fn write_small_log(program: &Program) -> (String, String) {
    let rows = (0..60).flat_map(|customer| {
        (0..=customer % 4).map(move |order| {
            let (month, amount) = (1 + order + customer % 3, 5 + order);
            format!("c{customer},2024-0{month}-1{order},{amount}\n")
        })
    });
    let text = "customer_id,date,amount\n".to_owned() + &rows.collect::<String>();
    let log = path_of(program, "log.csv");
    std::fs::write(&log, format!("{text}c1,2024-04-01,-3.50\n")).unwrap();
    (text, log)
}

const DAILY_SUMMARY: [&str; 2] = ["--time-unit", "day"];

#[test]
fn tables_in_parquet_and_words_about_units_come_through() {
    let program = Program::new();
    let (_, log) = write_small_log(&program);
    let table = path_of(&program, "table.parquet");
    let summary = |file: &str, more: &[&str]| {
        program.run(&[&["clv", "summary", file], &DAILY_SUMMARY[..], more].concat())
    };
    assert_eq!(summary(&log, &["--out", &table]).code, Some(0));
    let wanted = summary(&log, &[]);
    let again = summary(&table, &[]);
    assert_eq!(again.out, wanted.out, "{}", again.err);
    assert_eq!(again.err, "");
    let unsaid = program.run(&["clv", "fit", &table]);
    assert!(unsaid.err.contains("say --time-unit day"), "{}", unsaid.err);
    let told = program.run(&["clv", "predict", &log]);
    assert!(told.err.contains("(-3.50 in all)"), "{}", told.err);
    let steep = program.run(&["clv", "predict", &log, "--discount", "10"]);
    assert!(steep.err.contains("1000 % a year"), "{}", steep.err);
    let plots = path_of(&program, "plots");
    for (args, part) in [
        (
            vec!["fit", &table, "--until", "2024-03-01"],
            "--until needs the single orders",
        ),
        (
            vec!["plot", &log, "--customer", "zoe", "--out", &plots],
            "no customer «zoe»",
        ),
        (vec!["compare", &table], "order log"),
    ] {
        let refused = program.run(&[&["clv"], &args[..]].concat());
        assert_eq!(refused.code, Some(2), "{}", refused.err);
        assert!(refused.err.contains(part), "{}", refused.err);
    }
    let missing = program.run(&["clv", "fit", "/nowhere/log.csv"]);
    let times = missing.err.matches("No such file").count();
    assert_eq!(times, 1, "{}", missing.err);
}

#[test]
fn row_numbers_quotation_marks_and_german_habits_change_nothing() {
    let program = Program::new();
    let (text, log) = write_small_log(&program);
    let summary = |file: &str| {
        done(
            &program,
            &[&["clv", "summary", file], &DAILY_SUMMARY[..]].concat(),
        )
    };
    let wanted = summary(&log);
    // As pandas writes it, with a column of row numbers that has no name; and as people write.
    let numbered = text.lines().enumerate().map(|(at, line)| match at {
        0 => format!(",\"What, for\",{line}\n"),
        _ => format!("{at},\"a, b\",{line}\n"),
    });
    let german = text.lines().map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let day: Vec<&str> = cells[1].split('-').rev().collect();
        match cells[0] {
            "customer_id" => "id;date;amount\n".to_owned(),
            _ => format!("{};{};{},00\n", cells[0], day.join("."), cells[2]),
        }
    });
    let other = path_of(&program, "other.csv");
    for text in [numbered.collect::<String>(), german.collect()] {
        std::fs::write(&other, text).unwrap();
        assert_eq!(summary(&other), wanted);
    }
}
