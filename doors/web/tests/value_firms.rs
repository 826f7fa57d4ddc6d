//! The Value page on planted truth: firms of which it is known what each could spend.

use serde_json::Value;
use testkit::WalletFirms;

use crate::client;
use crate::fixture::{PRESS_DAY, Served, serve_empty};
use crate::planted::{
    FIRMS, PROSPECTS, assert_either_evidence_matters, assert_groups_told_apart,
    assert_look_alikes_first, assert_potential_found,
};

/// The customer numbers on a list, page by page.
fn numbers_of(served: &Served, list: &str) -> Vec<String> {
    let (mut numbers, mut after) = (Vec::new(), String::new());
    loop {
        let page: Value = served.get(&format!("/api/v1/value/{list}{after}")).json();
        let rows = page["rows"].as_array().unwrap().iter();
        numbers.extend(rows.map(|row| row["number"].as_str().unwrap().to_owned()));
        match page["next"].as_array() {
            None => return numbers,
            Some(next) => after = format!("?after={}_{}", next[0], next[1]),
        }
    }
}

/// Proves C67, C80, C81 and C82.
#[test]
fn c67_c80_c81_c82_planted_firms_are_told_apart_on_their_pages() {
    let served = serve_empty(PRESS_DAY);
    served
        .house
        .store
        .set_setting("currency_is_settled", &true)
        .unwrap();
    let planted = WalletFirms::plant(FIRMS, PROSPECTS, 1, PRESS_DAY);
    for (name, content) in [
        ("firms.csv", &planted.firms_csv),
        ("orders.csv", &planted.orders_csv),
    ] {
        assert_eq!(client::upload(served.address, name, content).status, 303);
        served.wait_until_idle();
    }
    let figures = &served.get("/api/v1/value").json()["figures"];
    let [growing, could_grow, like_best] =
        ["growing", "could_grow", "like_best"].map(|list| numbers_of(&served, list));
    assert_potential_found(&planted, &figures["potential"], &could_grow[..50]);
    assert_groups_told_apart(&planted, &growing, &could_grow);
    assert_look_alikes_first(&planted, &like_best[..20]);
    assert_either_evidence_matters(&figures["evidence"]);

    let page = served.get("/value").text();
    let part = |head: &str| {
        let after = page.split(&format!("<h2>{head}</h2>")).nth(1);
        after.unwrap_or_else(|| panic!("{head} is not on the page"))
    };
    for (head, list) in [
        ("Growing now", &growing),
        ("Could grow", &could_grow),
        ("Prospects like your best", &like_best),
    ] {
        let first = &list[0];
        let name = served.word(&format!(
            "SELECT name FROM accounts WHERE number = '{first}'"
        ));
        let card = part(head).split("</section>").next().unwrap();
        assert!(card.contains(&name), "{head}: {name}");
    }
    let evidence = page.split("What «could grow» goes by").nth(1).unwrap();
    for line in figures["evidence"].as_array().unwrap() {
        let share = format!("{:.0} %", line["explained"].as_f64().unwrap() * 100.0);
        assert!(evidence.contains(&share), "{line}");
    }
}
