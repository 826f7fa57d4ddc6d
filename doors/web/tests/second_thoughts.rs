//! What was done by mistake over HTTP: a file taken back stays out, a campaign is stopped, a call
//! is opened again, a workbook is applied once, and a plan that was changed is shown before it runs.

use crate::client;
use crate::fixture::{PREPARED, PRESS_DAY, RESULT_DAY, serve, serve_empty};

const FIRST: &str = "Order No,Customer No,Customer Name,Order Date,Product,Net\n\
    1,C1,Ann Alder,2025-08-01,Bolts,12.50\n";
const SECOND: &str = "Order No,Customer No,Customer Name,Order Date,Product,Net\n\
    2,C2,Ben Birch,2025-08-02,Nuts,22.50\n";

#[test]
fn a_file_that_was_taken_back_stays_out_until_somebody_brings_it_back() {
    let served = serve_empty(PRESS_DAY);
    let upload = |name: &str, text: &str| {
        assert_eq!(client::upload(served.address, name, text).status, 303);
        served.wait_until_idle();
    };
    upload("first.csv", FIRST);
    served.post("/data/1/undo", "");
    served.wait_until_idle();
    // Neither another file nor the button reads it again.
    upload("second.csv", SECOND);
    served.post("/run/rehearse", "");
    served.wait_until_idle();
    assert_eq!(served.number("SELECT COUNT(*) FROM orders"), 1);
    let page = served.get("/data").text();
    assert!(page.contains("action=\"/data/1/again\""), "{page}");
    assert_eq!(served.post("/data/2/again", "").status, 404);
    assert_eq!(served.post("/data/1/again", "").status, 303);
    served.wait_until_idle();
    assert_eq!(served.number("SELECT COUNT(*) FROM orders"), 2);
    let page = served.get("/data").text();
    assert!(!page.contains("/again\""), "it is in again: {page}");
    // A second press finds it in already.
    served.post("/data/1/again", "");
    served.wait_until_idle();
    assert_eq!(served.number("SELECT COUNT(*) FROM orders"), 2);
}

#[test]
fn a_plan_that_was_changed_is_shown_before_it_runs() {
    let served = serve(&PREPARED.imported, PRESS_DAY);
    let turns = || served.number("SELECT COUNT(*) FROM turns");
    served.post("/run/rehearse", "");
    served.wait_until_idle();
    // What the page holds: a mark that it was seen, the budget and a tick each.
    let page = served.get("/run").text();
    let ticks: Vec<&str> = page
        .split("name=\"cell\" value=\"")
        .skip(1)
        .filter(|part| part.split('>').next().unwrap().contains(" checked"))
        .map(|part| part.split('"').next().unwrap())
        .collect();
    assert!(!ticks.is_empty());
    for changed in [
        "seen=1&budget=500.00".to_owned(),
        "seen=1&budget=500.00&cell=P3F3".into(),
        format!("seen=1&budget=1.00&cell={}", ticks.join("&cell=")),
        format!("seen=1&budget=500.00&large=1&cell={}", ticks.join("&cell=")),
    ] {
        served.post("/run/rehearse", "");
        served.wait_until_idle();
        let answer = served.post("/run/press", &changed);
        assert_eq!(
            answer.header("location"),
            Some("/run?changed=1"),
            "{changed}"
        );
        served.wait_until_idle();
        assert_eq!(turns(), 0, "{changed}");
    }
    let wrong = "seen=1&budget=much";
    assert_eq!(served.post("/run/rehearse", wrong).status, 422);
    // Nobody ticked is nobody contacted.
    served.post("/run/rehearse", "seen=1&budget=500.00");
    served.wait_until_idle();
    assert!(served.get("/run").text().contains("contact 0 accounts"));
    // As it was seen, it holds and can be taken back.
    served.post("/run/rehearse", "seen=1&suggested=1");
    served.wait_until_idle();
    let same = format!("seen=1&budget=500.00&cell={}", ticks.join("&cell="));
    served.post("/run/press", &same);
    assert_eq!(turns(), 1);
    served.wait_for("holding");
}

#[test]
fn a_campaign_is_stopped_on_its_page_and_what_has_not_left_stays() {
    let served = serve(&PREPARED.pressed, PRESS_DAY + 1);
    let id = served.number("SELECT MAX(id) FROM campaigns");
    let page = served.get(&format!("/campaigns/{id}")).text();
    assert!(
        page.contains(&format!("action=\"/campaigns/{id}/stop\"")),
        "{page}"
    );
    for _ in 0..2 {
        assert_eq!(
            served.post(&format!("/campaigns/{id}/stop"), "").status,
            303
        );
    }
    let page = served.get(&format!("/campaigns/{id}")).text();
    assert!(
        page.contains("stopped on") && !page.contains("/stop\""),
        "{page}"
    );
    assert!(served.get("/campaigns").text().contains(">stopped<"));
    assert_eq!(served.post("/campaigns/999/stop", "").status, 404);
}

#[test]
fn a_call_that_was_closed_by_mistake_is_opened_again() {
    let served = serve(&PREPARED.filled, RESULT_DAY);
    let open = || served.number("SELECT COUNT(*) FROM call_tasks WHERE done_at IS NULL");
    let before = open();
    let id = served.number("SELECT MIN(id) FROM call_tasks WHERE done_at IS NULL");
    let answer = served.post(&format!("/reach/tasks/{id}"), "outcome=called");
    let page = served.get(answer.header("location").unwrap()).text();
    assert_eq!(open(), before - 1);
    assert!(
        page.contains("The call is done.") && page.contains(">Undo<"),
        "{page}"
    );
    served.post(&format!("/reach/tasks/{id}"), "outcome=open");
    assert_eq!(open(), before);
}

#[test]
fn today_names_what_waits_and_lists_say_how_much_of_them_is_shown() {
    let served = serve(&PREPARED.filled, RESULT_DAY);
    let today = served.get("/").text();
    for (words, path) in [
        ("Files that ask something", "/data"),
        ("Pairs that may be one customer", "/review"),
        ("Calls because an address failed", "/reach"),
    ] {
        assert!(
            today.contains(&format!("<a href=\"{path}\">{words}</a>")),
            "{words}"
        );
    }
    assert!(
        !today.contains("Pareto/NBD"),
        "no model's name on the first page"
    );
    let total = served.get("/api/v1/customers").json()["total"]
        .as_i64()
        .unwrap();
    let page = served.get("/customers").text();
    assert!(page.contains(&format!("1 to 50 of {total}")), "{page}");
    let next = page.split("before=").nth(1).unwrap();
    assert!(next.starts_with("50\""), "{}", &next[..20]);
    let page = served.get("/value/best_ever_spend").text();
    assert!(page.contains("1 to 50 of "), "{page}");
}
