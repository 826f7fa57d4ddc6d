//! What pages say of a score in words and digits: why it is so, how it stands, when it comes again.

use store::Silent;

use crate::books::{Books, REGULAR, fifth, tenth};
use crate::client;
use crate::fixture::{PREPARED, PRESS_DAY, RESULT_DAY, serve, serve_empty};

/// Proves C51.
#[test]
fn c51_why_a_score_is_what_it_is_stands_on_the_page_and_is_true_to_the_orders() {
    let served = serve_empty(PRESS_DAY);
    served
        .house
        .store
        .set_setting("currency_is_settled", &true)
        .unwrap();
    assert_eq!(
        client::upload(served.address, "orders.csv", REGULAR).status,
        303
    );
    served.wait_until_idle();
    let page = served.get("/customers/1").text();
    let why = page.split("<h2>Why this score</h2>").nth(1).unwrap();
    for fact in [
        "4 orders since 25 Jul 2025; the usual gap between order days is 40 days.",
        "The last order was on 22 Nov 2025, 100 days ago: 2.5 times its usual gap.",
        "he last order was for «Beans»",
        // Half of 600, and 33 % of the 400 whose cost is not known.
        "€1,000 so far has left €432",
    ] {
        assert!(why.contains(fact), "{fact}: {why}");
    }
}

/// Proves C52 and C55.
#[test]
fn c52_c55_every_technique_of_the_past_is_on_the_page_and_in_the_file_of_both_scores() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let (plain, profit) = served
        .house
        .store
        .read(|db| {
            let books = Books {
                db,
                as_of: RESULT_DAY,
            };
            Ok::<_, anyhow::Error>((books.plain(), books.profit_by_account(0)))
        })
        .unwrap();
    let column = |at: usize| -> Vec<i64> { plain.values().map(|one| one[at]).collect() };
    let [days, counts, spends] = [column(0), column(1), column(2)];
    let profits: Vec<i64> = profit.iter().map(|(_, minor)| *minor).collect();
    let file = served.get("/scores.csv");
    assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
    let table = file.text();
    assert_eq!(table.lines().count(), 1 + plain.len(), "one row a customer");
    let heads: Vec<&str> = table.lines().next().unwrap().split(',').collect();
    for head in ["cell", "past_value_minor", "expected_value_minor", "rfm"] {
        assert!(heads.contains(&head), "{heads:?}");
    }
    for (id, minor) in profit.iter().step_by(profit.len() / 20) {
        let [day, orders, spend] = plain[id];
        let digits = [
            fifth(&days, day),
            fifth(&counts, orders),
            fifth(&spends, spend),
        ];
        let tenth = tenth(&profits, *minor);
        let one = &served.get(&format!("/api/v1/customers/{id}")).json()["score"];
        assert_eq!(one["total_spend_minor"], spend, "{id}");
        assert_eq!(one["past_value_minor"], *minor, "{id}");
        let page = served.get(&format!("/customers/{id}")).text();
        let [one, two, three] = digits;
        assert!(
            page.contains(&format!("<b>{one} {two} {three}</b>")),
            "{id}: {digits:?}"
        );
        assert!(
            page.contains(&format!("<b>{tenth} of 10</b>")),
            "{id}: {tenth}"
        );
    }
}

/// Proves C54.
#[test]
fn c54_the_page_says_when_everybody_is_scored_and_a_missed_date_is_made_up_for_once() {
    let served = serve(&PREPARED.imported, PRESS_DAY);
    for (every, next) in [
        ("weekly", "Next on 9 Mar 2026"),
        ("monthly", "Next on 1 Apr 2026"),
        ("quarterly", "Next on 1 Apr 2026"),
        ("never", "The next score is yours to ask for"),
        ("weekly", "Next on 9 Mar 2026"),
    ] {
        let form = format!(
            "best_by=ever_contribution&grid_size=5&every={every}&best_percent=20&hour=40\
             &call_minutes=10&visit_minutes=120&support_minutes=15&parcel=7&medium_from=&large_from="
        );
        assert_eq!(served.post("/settings/scores", &form).status, 303);
        let page = served.get("/settings").text();
        assert!(page.contains("Last scored as of 2 Mar 2026"), "{every}");
        assert!(page.contains(next), "{every}: {next}");
    }
    // The clock is moved by reopening the same workspace on a later day: two Mondays were missed.
    let later = serve(served.folder.path(), PRESS_DAY + 18);
    let page = later.get("/settings").text();
    assert!(page.contains("The date of 16 Mar 2026 has come"), "{page}");
    for (is_done, runs) in [(true, 2), (false, 2)] {
        let done = desk::keep_up(&later.house, &Silent).unwrap();
        assert_eq!(done.is_some(), is_done);
        assert_eq!(later.number("SELECT COUNT(*) FROM score_runs"), runs);
    }
    let page = later.get("/settings").text();
    assert!(
        page.contains("Last scored as of 20 Mar 2026. Next on 23 Mar 2026."),
        "{page}"
    );
    assert!(later.get("/").text().contains("Scores are of 20 Mar 2026"));
}
