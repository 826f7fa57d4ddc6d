//! What a customer's page says of serving and of levers, from files whose answer is known by hand.

use std::fmt::Write;

use serde_json::Value;

use crate::client;
use crate::fixture::{PREPARED, PRESS_DAY, RESULT_DAY, Served, serve, serve_empty};

/// Ten orders each of twins and of thirty others, whose orders grow in size from one to the next.
fn orders() -> String {
    let mut file = String::from("Order No,Customer No,Customer Name,Order Date,Product,Net\n");
    for customer in 0..32 {
        let (name, net) = match customer {
            0 => ("Quiet Twin".into(), 90),
            1 => ("Costly Twin".into(), 90),
            other => (format!("Other {other}"), 20 + 5 * other),
        };
        for turn in 0..10 {
            let month = turn % 10 + 1;
            let _ = writeln!(
                file,
                "{customer}-{turn},C{customer},{name},2025-{month:02}-11,Bolts,{net}.00"
            );
        }
    }
    file
}

/// Forty calls of a quarter of an hour and five returns of one of the twins.
fn troubles() -> String {
    let mut file = String::from("Customer No,Activity Type,Activity Date,Subject,Duration (min)\n");
    for call in 0..40 {
        let (month, day) = (call / 4 + 1, call % 4 * 7 + 2);
        let _ = writeln!(file, "C1,Call,2025-{month:02}-{day:02},Question,15");
    }
    for month in 2..7 {
        let _ = writeln!(file, "C1,Return,2025-{month:02}-20,Sent back,");
    }
    file
}

fn import(served: &Served, name: &str, content: &str) {
    assert_eq!(client::upload(served.address, name, content).status, 303);
    served.wait_until_idle();
}

fn customer(served: &Served, name: &str) -> (String, Value) {
    let id = served.number(&format!("SELECT id FROM accounts WHERE name = '{name}'"));
    let record = served.get(&format!("/api/v1/customers/{id}")).json();
    (served.get(&format!("/customers/{id}")).text(), record)
}

/// Proves C46.
#[test]
fn c46_of_twins_the_page_shows_the_costly_one_worth_less_and_in_a_lower_cell() {
    let served = serve_empty(PRESS_DAY);
    import(&served, "orders.csv", &orders());
    import(&served, "activities.csv", &troubles());
    let (quiet_page, quiet) = customer(&served, "Quiet Twin");
    let (costly_page, costly) = customer(&served, "Costly Twin");
    let number = |record: &Value, name: &str| record["score"][name].as_i64().unwrap();
    assert_eq!(
        number(&quiet, "total_spend_minor"),
        number(&costly, "total_spend_minor")
    );
    // An hour costs 40.00 and a parcel back 7.00 where the owner says nothing.
    let served_minor = 40 * 1_000 + 5 * 700;
    let parts = &costly["outlook"]["served"];
    assert_eq!(parts["calls_minor"], 40 * 1_000, "{parts}");
    assert_eq!(parts["returns_minor"], 5 * 700, "{parts}");
    assert_eq!(
        number(&quiet, "past_value_minor") - number(&costly, "past_value_minor"),
        served_minor
    );
    assert!(number(&costly, "expected_value_minor") < number(&quiet, "expected_value_minor"));
    assert_ne!(quiet["cell"], costly["cell"], "{}", quiet["cell"]);
    assert!(!quiet_page.contains("Cost to serve"));
    let block = costly_page.split("Cost to serve").nth(1).unwrap();
    for words in ["400.00", "35.00", "435.00"] {
        assert!(block.contains(words), "{words}: {block}");
    }
}

/// Proves C50.
#[test]
fn c50_the_levers_of_a_customer_of_every_segment_and_of_a_strategy_are_on_their_pages() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let id = served.number(
        "SELECT account_id FROM scores WHERE order_count > 3
         ORDER BY expected_value_minor DESC LIMIT 1",
    );
    let page = served.get(&format!("/customers/{id}")).text();
    let levers = &served.get(&format!("/api/v1/customers/{id}")).json()["outlook"]["levers"];
    for (name, field) in [
        ("More per order", "order_size_minor"),
        ("Orders more often", "frequency_minor"),
        ("Stays longer", "lifetime_minor"),
    ] {
        assert!(levers[field].as_i64().unwrap() >= 0, "{field}: {levers}");
        assert!(page.contains(name), "{name}");
    }
    let grid = served.get("/grid").text();
    let figures = &served.get("/api/v1/value").json()["figures"];
    for cell in figures["cells"].as_array().unwrap() {
        for field in ["order_size_minor", "frequency_minor", "lifetime_minor"] {
            assert!(cell["levers"][field].is_i64(), "{field}: {cell}");
        }
    }
    for column in [
        "Larger orders",
        "More often",
        "For longer",
        "Strongest lever",
    ] {
        assert!(grid.contains(column), "{column}");
    }
    let results = served.get("/results").text();
    for row in [
        "Ordered again (stays longer)",
        "Orders each (more often)",
        "Order size (more per order)",
    ] {
        assert!(results.contains(row), "{row}");
    }
    let served = serve(&PREPARED.imported, PRESS_DAY);
    served.post("/run/rehearse", "");
    served.wait_until_idle();
    let plan = served.get("/run").text();
    for lever in terms::Lever::ALL {
        assert!(plan.contains(lever.word()), "{}", lever.word());
    }
}
