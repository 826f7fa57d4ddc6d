//! What small files whose answer is known by hand are worth, by command.

use std::fmt::Write;

use testkit::WalletFirms;

use crate::books::REGULAR;
use crate::planted::{
    FIRMS, PROSPECTS, assert_either_evidence_matters, assert_groups_told_apart,
    assert_look_alikes_first, assert_potential_found,
};
use crate::program::{DAY, Program};

/// A workspace with these files read in and scored.
fn with_files(files: &[(&str, &str)]) -> Program {
    let program = Program::new();
    for (name, content) in files {
        let path = program.home.path().join(name);
        std::fs::write(&path, content).unwrap();
        program.json(&["import", path.to_str().unwrap(), "--currency", "EUR"]);
    }
    program.json(&["score", "--as-of", DAY]);
    program
}

fn text(program: &Program, args: &[&str]) -> String {
    let done = program.run(args);
    assert_eq!(done.code, Some(0), "{args:?}: {}", done.err);
    done.out
}

fn id_of(program: &Program, name: &str) -> String {
    program
        .number(&format!("SELECT id FROM accounts WHERE name = '{name}'"))
        .to_string()
}

/// Proves C45.
#[test]
fn c45_coverage_of_costs_is_said_and_what_is_assumed_is_marked() {
    let program = with_files(&[(
        "orders.csv",
        "Order No,Customer No,Customer Name,Order Date,Product,Quantity,Net,Cost\n\
         1,C1,Alder Ltd,2025-03-01,Bolts,1,300.00,200.00\n\
         2,C2,Birch Ltd,2025-04-02,Nuts,1,100.00,\n",
    )]);
    let figures = program.json(&["value"])["figures"].clone();
    assert_eq!(figures["cost_coverage"], 0.75);
    assert_eq!(figures["past_value_minor"], 10_000 + 3_300);
    assert!(text(&program, &["value"]).contains("the cost of 75 % of revenue is known"));
    let list = text(&program, &["customers", "list"]);
    let marked = |name: &str| {
        let line = list.lines().find(|line| line.contains(name)).unwrap();
        line.contains('*')
    };
    assert!(marked("Birch Ltd") && !marked("Alder Ltd"), "{list}");
    assert!(list.contains("* by your usual margin"), "{list}");
}

/// Proves C46.
#[test]
fn c46_of_twins_the_costly_one_is_worth_less_and_stands_lower() {
    let mut orders = String::from("Order No,Customer No,Customer Name,Order Date,Product,Net\n");
    for customer in 0..32 {
        let (name, net) = match customer {
            0 => ("Quiet Twin".into(), 90),
            1 => ("Costly Twin".into(), 90),
            other => (format!("Other {other}"), 20 + 5 * other),
        };
        for month in 1..=10 {
            let row =
                format!("{customer}-{month},C{customer},{name},2025-{month:02}-11,Bolts,{net}.00");
            let _ = writeln!(orders, "{row}");
        }
    }
    let mut troubles =
        String::from("Customer No,Activity Type,Activity Date,Subject,Duration (min)\n");
    for call in 0..40 {
        let (month, day) = (call / 4 + 1, call % 4 * 7 + 2);
        let _ = writeln!(troubles, "C1,Call,2025-{month:02}-{day:02},Question,15");
    }
    for month in 2..7 {
        let _ = writeln!(troubles, "C1,Return,2025-{month:02}-20,Sent back,");
    }
    let program = with_files(&[("orders.csv", &orders), ("activities.csv", &troubles)]);
    let [quiet, costly] = ["Quiet Twin", "Costly Twin"].map(|name| id_of(&program, name));
    let show = |id: &str| program.json(&["customers", "show", id]);
    let past = |id: &str| show(id)["score"]["past_value_minor"].as_i64().unwrap();
    assert_eq!(past(&quiet) - past(&costly), 40 * 1_000 + 5 * 700);
    assert_ne!(show(&quiet)["cell"], show(&costly)["cell"]);
    let said = text(&program, &["customers", "show", &costly]);
    assert!(said.contains("Cost to serve so far: €435.00"), "{said}");
    assert!(!text(&program, &["customers", "show", &quiet]).contains("Cost to serve"));
}

/// Proves C51.
#[test]
fn c51_why_a_score_is_what_it_is_in_facts_true_to_the_orders() {
    let program = with_files(&[("orders.csv", REGULAR)]);
    let said = text(&program, &["customers", "show", "1"]);
    for fact in [
        "4 orders since 25 Jul 2025; the usual gap between order days is 40 days.",
        "The last order was on 22 Nov 2025, 100 days ago: 2.5 times its usual gap.",
        "he last order was for «Beans»",
    ] {
        assert!(said.contains(fact), "{fact}: {said}");
    }
    // Half of 600, and 33 % of the 400 whose cost is not known.
    assert!(said.contains("€1,000 so far has left €432"), "{said}");
}

/// Proves C67, C80, C81 and C82.
#[test]
fn c67_c80_c81_c82_planted_firms_are_found_by_what_they_could_spend() {
    let planted = WalletFirms::plant(FIRMS, PROSPECTS, 1, DAY.parse().unwrap());
    let files = [
        ("firms.csv", planted.firms_csv.as_str()),
        ("orders.csv", planted.orders_csv.as_str()),
    ];
    let program = with_files(&files);
    let listed = |list: &str, most: &str| -> Vec<String> {
        let page = program.json(&["value", list, "--most", most]);
        let rows = page["rows"].as_array().unwrap().iter();
        rows.map(|row| row["number"].as_str().unwrap().to_owned())
            .collect()
    };
    let figures = program.json(&["value"])["figures"].clone();
    let said = text(&program, &["value"]);
    let could_grow = listed("could_grow", "5000");
    assert_potential_found(&planted, &figures["potential"], &could_grow[..50]);
    assert_groups_told_apart(&planted, &listed("growing", "5000"), &could_grow);
    assert_look_alikes_first(&planted, &listed("like_best", "20"));
    assert_either_evidence_matters(&figures["evidence"]);
    for words in ["Unrealised potential", "firmographics and buying"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}
