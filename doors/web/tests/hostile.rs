//! Names from files are data: on every page, in every preview, they stay text.

use crate::client;
use crate::fixture::{PRESS_DAY, Served, serve_empty};
use crate::http::escaped;

/// What attackers and accidents put into name fields.
const NAMES: [&str; 7] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{7*7}} {{1234*5678}} {% include x %}",
    "\"><svg onload=alert(1)>",
    "#read(\"/etc/passwd\")",
    "'; DROP TABLE accounts; --",
    "javascript:alert(1)",
];

/// What must never appear as it stands.
const LIVE: [&str; 4] = [
    "<script>alert",
    "<img src=x",
    "<svg onload",
    "href=\"javascript:",
];

/// What a template would make of the second sum in a name: no figure of these few orders.
const RECKONED: [&str; 2] = ["7006652", "7,006,652"];

/// A workspace in which everybody has such a name.
pub(crate) fn serve_hostile() -> Served {
    let served = serve_empty(PRESS_DAY);
    served.house.store.set_business(&testkit::owner()).unwrap();
    for (name, content) in [
        ("<img src=x onerror=alert(1)>.csv", contacts()),
        ("orders.csv", orders()),
    ] {
        assert_eq!(client::upload(served.address, name, &content).status, 303);
        served.wait_until_idle();
    }
    served
}

#[test]
fn names_from_files_stay_text_on_every_page() {
    let served = serve_hostile();
    served.post("/run/rehearse", "");
    served.wait_until_idle();
    for page in [
        "/",
        "/run",
        "/grid",
        "/value",
        "/customers",
        "/review",
        "/reach",
        "/health",
        "/data",
        "/data/gaps",
        "/data/1",
        "/data/1/rows/1",
        "/data/2/rows/1",
    ] {
        check_dead(page, &served.get(page).text());
    }
    let list = served.get("/customers").text();
    for name in NAMES {
        let id = account_called(&served, name);
        let page = served.get(&format!("/customers/{id}")).text();
        check_dead(name, &page);
        let history = served.get(&format!("/customers/{id}/history")).text();
        check_dead(name, &history);
        assert!(
            page.contains(&escaped(name)) && list.contains(&escaped(name)),
            "{name} is shown as it was written"
        );
    }
}

#[test]
fn names_from_files_stay_text_in_the_previews_of_the_run_page() {
    let served = serve_hostile();
    let cells =
        (1..=5).flat_map(|past| (1..=5).map(move |future| format!("cell=P{past}F{future}")));
    served.post("/run/rehearse", &cells.collect::<Vec<_>>().join("&"));
    served.wait_until_idle();
    let page = served.get("/run").text();
    check_dead("/run", &page);
    assert!(
        page.contains("<article class=\"preview\">"),
        "somebody is shown: {page}"
    );
    assert!(
        NAMES.iter().any(|name| page.contains(&escaped(name))),
        "the name is in the preview"
    );
}

#[test]
fn a_search_for_markup_is_shown_as_text() {
    let served = serve_hostile();
    let page = served
        .get("/customers?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
        .text();
    check_dead("search", &page);
    assert!(page.contains("&#60;script&#62;"));
}

fn check_dead(page: &str, text: &str) {
    for live in LIVE {
        assert!(!text.contains(live), "{page} holds {live}");
    }
    for sum in RECKONED {
        assert!(!text.contains(sum), "{page} reckons with a name: {sum}");
    }
    // A share of 49 % is a figure of the page's own; the name goes on with a brace instead.
    let without_shares = text.replace("49 %", "");
    assert!(
        !without_shares.contains("49 "),
        "{page} reckons with a name"
    );
}

fn account_called(served: &Served, name: &str) -> i64 {
    let read = served.house.store.read(|db| {
        let sql = "SELECT id FROM accounts WHERE instr(name, ?1) > 0";
        Ok::<_, anyhow::Error>(db.query_row(sql, [name], |row| row.get(0))?)
    });
    read.unwrap_or_else(|error| panic!("nobody is called {name}: {error}"))
}

fn contacts() -> String {
    let mut file = "Customer No,Company,E-mail,Phone,Street,Postcode,City,Country\n".to_owned();
    for (at, name) in NAMES.iter().enumerate() {
        let name = name.replace('"', "\"\"");
        file.push_str(&format!(
            "C{at},\"{name}\",buyer{at}@firm{at}.example,020 7946 010{at},{at} \"\"Lane\"\",AB1 {at}CD,Town,United Kingdom\n"
        ));
    }
    file
}

fn orders() -> String {
    let mut file = "Order No,Customer No,Order Date,Product,Quantity,Net\n".to_owned();
    for at in 0..NAMES.len() {
        for order in 0..4 {
            let day = format!("2025-{:02}-1{at}", 1 + order * 2 + at % 3);
            file.push_str(&format!(
                "{at}{order},C{at},{day},\"<b>Bolt</b> {{{{7*7}}}} {{{{1234*5678}}}}\",5,{}.00\n",
                20 + at * 10
            ));
        }
    }
    file
}
