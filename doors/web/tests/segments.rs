//! The owner's own segments over HTTP: put together, looked at, kept, labelled, forgotten.

use crate::client;
use crate::fixture::{PRESS_DAY, serve_empty};

/// Two customers, and what one of them asked about.
const ORDERS: &str = "Order No,Customer No,Customer Name,E-mail,Order Date,Product,Net\n\
    1,C1,Ann Alder,ann@alder.example,2026-02-01,Bolts,12.50\n\
    2,C2,Ben Birch,ben@birch.example,2025-06-03,Nuts,300.00\n";
const INTEREST: &str = "Email,Product interest,Date\nann@alder.example,Drills,2026-02-20\n";

/// Proves C70.
#[test]
fn c70_a_rule_about_what_happened_is_made_looked_at_and_kept_on_its_page() {
    let served = serve_empty(PRESS_DAY);
    for (name, text) in [("orders.csv", ORDERS), ("interest.csv", INTEREST)] {
        client::upload(served.address, name, text);
        served.wait_until_idle();
    }
    let page = served.get(
        "/segments?rule=spend+%3C+100&join=and&thing=interest&field=about&sign=%7E&value=drill&days=30",
    );
    let text = page.text();
    assert!(
        text.contains("spend &#60; 100 and interest about ~ drill within 30 days"),
        "{text}"
    );
    assert!(
        text.contains("1 customer") && text.contains("Ann Alder"),
        "{text}"
    );
    assert!(!text.contains("Ben Birch"));
    for wrong in [
        "/segments?rule=colour+%3D+red",
        "/segments?thing=city&sign=%3D",
    ] {
        let page = served.get(wrong);
        assert_eq!(page.status, 200, "{wrong}");
        assert!(page.text().contains("role=\"alert\""), "{wrong}");
    }
    let rule = "interest+within+30+days";
    assert_eq!(
        served
            .post("/segments", &format!("name=Asked&rule={rule}"))
            .status,
        303
    );
    assert_eq!(
        served.post("/segments", "name=Wrong&rule=colour").status,
        422
    );
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
    assert_eq!(
        served
            .post("/segments/label", &format!("rule={rule}&labels=fair,+keen"))
            .status,
        303
    );
    assert_eq!(
        served
            .post("/segments/rename", "was=keen&now=very+keen")
            .status,
        303
    );
    let text = served.get("/segments").text();
    assert!(
        text.contains("very keen") && text.contains("fair"),
        "{text}"
    );
    assert_eq!(
        served.post("/segments/rename", "was=nobody&now=x").status,
        404
    );
    assert_eq!(served.post("/segments/1/remove", "").status, 303);
    assert_eq!(served.number("SELECT COUNT(*) FROM segments"), 0);
}
