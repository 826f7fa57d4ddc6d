//! Strategies and growth on their pages and by the API, on a measured workspace.

use crate::client::Answer;
use crate::fixture::{PREPARED, PRESS_DAY, RESULT_DAY, Served, serve, serve_empty};

fn json(served: &Served, path: &str) -> serde_json::Value {
    served.get(path).json()
}

/// The segment of the first campaign.
fn campaign_cell(served: &Served) -> String {
    served.word("SELECT cell FROM campaigns ORDER BY id LIMIT 1")
}

fn form_of(pairs: &[(&str, &str)]) -> String {
    let encoded = pairs.iter().map(|(name, value)| {
        let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("{name}={value}")
    });
    encoded.collect::<Vec<_>>().join("&")
}

fn is_sent_on(answer: &Answer, to: &str) -> bool {
    answer.status == 303 && answer.header("location") == Some(to)
}

/// Proves C56 and C59: 25 rows that can be edited; after results the page counts with them.
#[test]
fn c56_c59_strategies_are_changed_on_their_page_and_brought_back() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let list = served.get("/strategies").text();
    assert_eq!(
        list.matches("href=\"/strategies/P").count() - list.matches("badge warn").count(),
        25
    );
    let cell = campaign_cell(&served);
    let page = served.get(&format!("/strategies/{cell}")).text();
    assert!(
        page.contains("of what is assumed, after 1 campaign"),
        "{page}"
    );
    assert!(page.contains("in force") && page.contains("What it did"));

    let before = json(&served, &format!("/api/v1/strategies/{cell}"));
    let text = before["text"].as_str().unwrap().to_owned();
    let path = format!("/strategies/{cell}");
    let quiet = served.post(&format!("{path}/use"), &form_of(&[("mix", "none")]));
    assert!(
        is_sent_on(&quiet, &format!("{path}?done=saved")),
        "{}",
        quiet.status
    );
    let after = json(&served, &format!("/api/v1/strategies/{cell}"));
    assert_eq!(after["strategy"]["contact"], false);
    let version = after["versions"][1]["version"].to_string();
    assert_eq!(after["versions"][1]["text"], text.as_str());
    let back = served.post(&format!("{path}/back"), &form_of(&[("version", &version)]));
    assert!(is_sent_on(&back, &format!("{path}?done=back")));
    assert_eq!(
        json(&served, &format!("/api/v1/strategies/{cell}"))["text"],
        text.as_str()
    );
}

#[test]
fn a_wrong_text_is_shown_again_with_what_is_wrong_and_nothing_is_changed() {
    let served = serve(&PREPARED.imported, PRESS_DAY);
    let text = json(&served, "/api/v1/strategies/P4F4")["text"]
        .as_str()
        .unwrap()
        .to_owned();
    let wrong = text.replace("lever = \"frequency\"", "lever = \"luck <b>\"");
    let answer = served.post("/strategies/P4F4", &form_of(&[("text", &wrong)]));
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert!(
        page.contains("Not kept: P4F4.toml, line") && page.contains("luck &#60;b&#62;"),
        "{page}"
    );
    let kept = json(&served, "/api/v1/strategies/P4F4");
    assert_eq!(
        (
            kept["text"].as_str(),
            kept["versions"].as_array().map(Vec::len)
        ),
        (Some(text.as_str()), Some(0))
    );
    // Lines as a browser sends them.
    let renamed = text
        .replace("Reliable regulars", "Our rocks")
        .replace('\n', "\r\n");
    let answer = served.post("/strategies/P4F4", &form_of(&[("text", &renamed)]));
    assert_eq!(answer.status, 303);
    let kept = json(&served, "/api/v1/strategies/P4F4");
    assert_eq!(kept["text"], text.replace("Reliable regulars", "Our rocks"));
    for path in ["/strategies/P9F9", "/strategies/x"] {
        assert_eq!(served.get(path).status, 404);
    }
}

/// Proves C19, C20 and C98 on the page: the same numbers as by the API, and a goal that is kept.
#[test]
fn c19_c20_c98_growth_is_shown_and_a_goal_is_kept() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let growth = json(&served, "/api/v1/growth");
    let active = growth["active_now"].as_u64().unwrap();
    let by_hand = served.number(&format!(
        "SELECT COUNT(DISTINCT account_id) FROM orders WHERE status = 'kept' AND account_id IS NOT NULL
         AND day > {} AND day <= {}",
        RESULT_DAY.number() - 365,
        RESULT_DAY.number()
    ));
    assert_eq!(i64::try_from(active), Ok(by_hand));
    let page = served.get("/growth").text();
    for words in [
        "Active customers",
        "Revenue against the year before",
        "10 %",
        "Win customers",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let set = served.post("/growth/goal", "times=2&months=12");
    assert!(is_sent_on(&set, "/growth"));
    let growth = json(&served, "/api/v1/growth");
    assert_eq!(growth["progress"]["target"].as_u64(), Some(2 * active));
    assert_eq!(
        served.post("/growth/goal", "times=two&months=12").status,
        422
    );
    served.post("/growth/goal", "times=");
    assert!(json(&served, "/api/v1/growth")["goal"].is_null());
}

#[test]
fn before_any_order_growth_says_what_to_do() {
    let served = serve_empty(PRESS_DAY);
    assert!(served.get("/growth").text().contains("No orders yet"));
    let list = served.get("/strategies").text();
    assert!(list.contains("nobody in it now") && list.contains("Reliable regulars"));
}
