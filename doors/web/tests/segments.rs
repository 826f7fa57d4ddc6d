//! The owner's own segments over HTTP: put together, looked at, kept, labelled, forgotten.

use crate::client;
use crate::fixture::{PRESS_DAY, Served, serve_empty};

/// Two customers, and what one of them asked about.
const ORDERS: &str = "Order No,Customer No,Customer Name,E-mail,Order Date,Product,Net\n\
    1,C1,Ann Alder,ann@alder.example,2026-02-01,Bolts,12.50\n\
    2,C2,Ben Birch,ben@birch.example,2025-06-03,Nuts,300.00\n";
const INTEREST: &str = "Email,Product interest,Date\nann@alder.example,Drills,2026-02-20\n";

/// A workspace with both files in it.
fn served() -> Served {
    let served = serve_empty(PRESS_DAY);
    for (name, text) in [("orders.csv", ORDERS), ("interest.csv", INTEREST)] {
        client::upload(served.address, name, text);
        served.wait_until_idle();
    }
    served
}

/// Proves C70.
#[test]
fn c70_a_rule_about_what_happened_is_put_together_and_looked_at_on_its_page() {
    let served = served();
    let text = served
        .get("/segments?rule=spend+%3C+100&join=and&thing=interest&field=about&sign=%7E&value=drill&days=30")
        .text();
    for shown in [
        "spend &#60; 100 and interest about ~ drill within 30 days",
        "1 customer",
        "Ann Alder",
    ] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    assert!(!text.contains("Ben Birch"));
    for wrong in [
        "/segments?rule=colour+%3D+red",
        "/segments?thing=city&sign=%3D",
        "/segments?rule=kind+%3D+supplier",
    ] {
        let page = served.get(wrong);
        assert_eq!(page.status, 200, "{wrong}");
        assert!(page.text().contains("role=\"alert\""), "{wrong}");
    }
}

/// Proves C70.
#[test]
fn c70_a_rule_is_kept_under_a_name_listed_and_forgotten() {
    let served = served();
    let rule = "interest+within+30+days";
    let kept = served.post("/segments", &format!("name=Asked&rule={rule}"));
    assert_eq!(kept.status, 303);
    let wrong = served.post("/segments", "name=Wrong&rule=colour");
    assert_eq!(wrong.status, 422);
    let kept = served.get("/api/v1/segments").json();
    assert_eq!(
        (kept[0]["name"].as_str(), kept[0]["members"].as_i64()),
        (Some("Asked"), Some(1))
    );
    let list = served.get(&format!("/customers?rule={rule}")).text();
    assert!(
        list.contains("Ann Alder") && !list.contains("Ben Birch"),
        "{list}"
    );
    let record = served.get(&format!("/api/v1/customers?rule={rule}")).json();
    assert_eq!(record["total"], 1);
    assert_eq!(served.post("/segments/1/remove", "").status, 303);
    assert_eq!(served.number("SELECT COUNT(*) FROM segments"), 0);
}

#[test]
fn labels_are_put_on_whom_a_rule_finds_and_renamed() {
    let served = served();
    let put = "rule=interest+within+30+days&labels=fair,+keen";
    assert_eq!(served.post("/segments/label", put).status, 303);
    let renamed = served.post("/segments/rename", "was=keen&now=very+keen");
    assert_eq!(renamed.status, 303);
    let text = served.get("/segments").text();
    assert!(
        text.contains("very keen") && text.contains("fair"),
        "{text}"
    );
    let nobody = served.post("/segments/rename", "was=nobody&now=x");
    assert_eq!(nobody.status, 404);
}
