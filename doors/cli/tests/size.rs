//! A smaller company on a small machine.

use std::fmt::Write;
use std::process::Command;

use crate::program::{DAY, Program};

/// Customers of a smaller company.
const CUSTOMERS: usize = 20_000;

/// Memory of a small machine, in the KiB that `ulimit` counts in.
const FOUR_GIGABYTES: usize = 4 * 1024 * 1024;

/// Runs a command that may use two cores and four gigabytes, everything it maps included.
fn run_small(program: &Program, args: &[&str]) -> String {
    let limited = format!("ulimit -v {FOUR_GIGABYTES} && exec \"$0\" \"$@\"");
    let done = Command::new("sh")
        .args(["-c", &limited, env!("CARGO_BIN_EXE_regulars")])
        .args(args)
        .env("REGULARS_HOME", program.home.path())
        .env("RAYON_NUM_THREADS", "2")
        .env_remove("REGULARS_SMTP")
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{args:?}: {err}");
    String::from_utf8(done.stdout).unwrap()
}

/// Proves C64.
#[test]
fn c64_twenty_thousand_customers_fit_on_two_cores_and_four_gigabytes() {
    let program = Program::new();
    program.set_sender();
    let mut people = String::from("Customer No,Name,Email,Street,Postcode,City,Country\n");
    let mut orders = String::from("Order No,Customer No,Order Date,Product,Net\n");
    for at in 0..CUSTOMERS {
        let (month, day) = (at % 12 + 1, at % 28 + 1);
        let _ = writeln!(
            people,
            "C{at},Ann{at} Alder{at},c{at}@shop{at}.example,{at} Lane,AB1 2CD,Town,United Kingdom"
        );
        for year in [2023, 2024, 2025] {
            let net = 20 + (at * 7 + year) % 90;
            let _ = writeln!(
                orders,
                "{year}-{at},C{at},{year}-{month:02}-{day:02},Bolts,{net}.00"
            );
        }
    }
    let write = |name: &str, text: &str| {
        let path = program.home.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (people, orders) = (write("people.csv", &people), write("orders.csv", &orders));
    run_small(&program, &["import", &people, &orders, "--currency", "GBP"]);
    let said = run_small(&program, &["run", "--as-of", DAY, "--to-mailbox", "--json"]);
    let receipt: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(receipt["scored"]["customers"], CUSTOMERS);
    assert!(
        receipt["acted"]["emails_sent"].as_i64().unwrap() > 0,
        "{receipt}"
    );
    for args in [
        &["value"][..],
        &["grid"],
        &["customers", "list"],
        &["health"],
        &["results"],
    ] {
        assert!(!run_small(&program, args).is_empty(), "{args:?}");
    }
}
