//! Possible sales over HTTP: stages by name, moved, won, lost, taken back, and sums by hand.

use crate::client;
use crate::fixture::{PRESS_DAY, Served, serve_orders};

const ORDERS: &str = "Order No,Customer No,Customer Name,E-mail,Order Date,Product,Net\n\
    1,C1,Ann Alder,ann@alder.example,2026-02-01,Bolts,12.50\n\
    2,C2,Ben Birch,ben@birch.example,2025-06-03,Nuts,300.00\n";

/// What a form led to: the page it sends the browser on to.
fn follow(served: &Served, path: &str, form: &str) -> String {
    let answer = served.post(path, form);
    assert_eq!(answer.status, 303, "{path} {form}: {}", answer.text());
    let next = answer.header("location").unwrap();
    served.get(next.split('#').next().unwrap()).text()
}

/// Stage, how many, value and weighted value of every column, as the API says them.
fn columns(served: &Served) -> Vec<(String, i64, i64, i64)> {
    let board = served.get("/api/v1/opportunities").json();
    let columns = board["columns"].as_array().unwrap().iter();
    let number = |one: &serde_json::Value, name: &str| one[name].as_i64().unwrap();
    columns
        .map(|one| {
            (
                one["stage"].as_str().unwrap().to_owned(),
                number(one, "count"),
                number(one, "value_minor"),
                number(one, "weighted_minor"),
            )
        })
        .collect()
}

/// Proves C37.
#[test]
fn c37_opportunities_are_added_moved_won_and_lost_and_every_sum_is_right() {
    let served = serve_orders(PRESS_DAY, ORDERS);
    let empty = served.get("/opportunities").text();
    for words in [
        "Initial contact",
        "Discussion",
        "Engagement",
        "Won",
        "Lost",
        "No sale is in the making",
    ] {
        assert!(empty.contains(words), "{words}");
    }
    for (customer, title, value) in [
        ("Ann+Alder", "Racks+for+the+new+hall", "1%2C000.01"),
        ("C2", "A+service+plan", "333.33"),
        ("Ben+Birch", "Spare+parts", "0.05"),
        ("Ann+Alder", "A+second+hall", "500"),
    ] {
        let page = follow(
            &served,
            "/opportunities",
            &format!("account={customer}&title={title}&value={value}"),
        );
        assert!(page.contains("stands in initial contact."), "{page}");
    }
    follow(&served, "/opportunities/1/move", "stage=discussion");
    follow(&served, "/opportunities/2/move", "stage=engagement");
    follow(&served, "/opportunities/4/move", "stage=lost&reason=price");
    let row = |stage: &str, count, value, weighted| (stage.to_owned(), count, value, weighted);
    // 10 % of 0.05, 30 % of 1,000.01 and 60 % of 333.33, each rounded half up.
    let moved = [
        row("initial_contact", 1, 5, 1),
        row("discussion", 1, 100_001, 30_000),
        row("engagement", 1, 33_333, 20_000),
        row("won", 0, 0, 0),
        row("lost", 1, 50_000, 0),
    ];
    assert_eq!(columns(&served), moved);
    let page = served.get("/opportunities").text();
    for sum in [
        "3 possible sales worth €1,333.39; €500.01 by the chance",
        "at 30 %: €300.00",
    ] {
        assert!(page.contains(sum), "{sum}: {page}");
    }
    let won = follow(&served, "/opportunities/2/move", "stage=won");
    assert_eq!(columns(&served)[3], row("won", 1, 33_333, 33_333));
    let undo = won.split("action=\"/opportunities/undo/").nth(1).unwrap();
    let undo = format!("/opportunities/undo/{}", undo.split('"').next().unwrap());
    // Taken back twice is the same as once.
    for _ in 0..2 {
        follow(&served, &undo, "");
        assert_eq!(columns(&served), moved);
    }
    // An older change is not pulled from under a newer one.
    assert_eq!(served.post("/opportunities/undo/1", "").status, 422);
    let timeline = served.get("/customers/1").text();
    for words in [
        "Opportunity, discussion: Racks for the new hall",
        "Opportunity, lost: A second hall",
        ">price<",
    ] {
        assert!(timeline.contains(words), "{words}: {timeline}");
    }
}

/// Proves C37.
#[test]
fn c37_chances_are_set_and_what_cannot_be_is_refused_in_words() {
    let served = serve_orders(PRESS_DAY, ORDERS);
    follow(
        &served,
        "/opportunities",
        "account=1&back=customer&title=Racks&value=100",
    );
    follow(
        &served,
        "/opportunities/chances",
        "initial_contact=25&discussion=50&engagement=75",
    );
    assert_eq!(columns(&served)[0].3, 2_500);
    let page = follow(
        &served,
        "/opportunities/1",
        "title=Racks&value=200.5&stage=engagement&expected_day=2026-04-01&next_step=Send+the+offer&reason=none",
    );
    assert!(
        page.contains("by 1 Apr 2026") || page.contains("2026-04-01"),
        "{page}"
    );
    assert_eq!(
        columns(&served)[2],
        ("engagement".to_owned(), 1, 20_050, 15_038)
    );
    for (path, form, status) in [
        ("/opportunities", "account=Nobody&title=x", 404),
        ("/opportunities", "account=C1&title=+", 422),
        ("/opportunities", "account=C1&title=x&value=much", 422),
        ("/opportunities/1", "title=Racks&value=-5", 422),
        ("/opportunities/9/move", "stage=won", 404),
        ("/opportunities/undo/99", "", 404),
        (
            "/opportunities/chances",
            "initial_contact=101&discussion=50&engagement=75",
            422,
        ),
    ] {
        assert_eq!(served.post(path, form).status, status, "{path} {form}");
    }
    let hostile = "%3Cscript%3Ealert(1)%3C/script%3E";
    let page = follow(&served, "/opportunities/1", &format!("title={hostile}"));
    assert!(
        !page.contains("<script>alert") && page.contains("&#60;script&#62;"),
        "{page}"
    );
    let undone = client::send(
        served.address,
        "POST",
        "/api/v1/opportunities/1/undo",
        &[("host", &served.address.to_string())],
        b"",
    );
    assert_eq!(undone.status, 200);
    assert_eq!(
        served.get("/api/v1/opportunities/1").json()["title"],
        "Racks"
    );
}
