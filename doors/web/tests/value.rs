//! The Value page, its lists and the grid: what they show equals what the orders add up to.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::books::Books;
use crate::fixture::{PREPARED, PRESS_DAY, RESULT_DAY, Served, serve, serve_empty};

/// What the orders of a measured workspace add up to.
fn with_books<T>(served: &Served, add_up: impl FnOnce(&Books<'_>) -> T) -> T {
    let read = served.house.store.read(|db| {
        let as_of = RESULT_DAY;
        Ok::<_, anyhow::Error>(add_up(&Books { db, as_of }))
    });
    read.unwrap()
}

fn api(served: &Served, path: &str) -> Value {
    let answer = served.get(&format!("/api/v1/{path}"));
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()
}

/// The accounts of a list's first page.
fn ids_of(served: &Served, list: &str) -> Vec<i64> {
    let page = api(served, &format!("value/{list}"));
    let rows = page["rows"].as_array().unwrap().iter();
    rows.map(|row| row["account_id"].as_i64().unwrap())
        .collect()
}

#[test]
fn every_list_says_how_many_are_on_the_whole_of_it() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    for list in desk::ValueList::ALL.map(desk::ValueList::code) {
        let (mut after, mut held) = (String::new(), 0);
        let total = loop {
            let page = api(&served, &format!("value/{list}?after={after}"));
            held += page["rows"].as_array().unwrap().len();
            match page["next"].as_array() {
                Some(next) => after = format!("{}_{}", next[0], next[1]),
                None => break page["total"].as_u64(),
            }
        };
        assert_eq!(total, Some(held as u64), "{list}");
        if held > 0 {
            let page = served.get(&format!("/value/{list}")).text();
            let of = format!(" of {}</caption>", terms::count_words(held as i64));
            assert!(page.contains(&of), "{list}: {of}");
        }
    }
}

#[test]
fn a_forecast_that_sees_nobody_leave_puts_no_profit_in_doubt_and_tells_no_chance() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let told = served.get("/customers").text();
    assert!(told.contains(" %</td>"), "{told}");
    let certain = "UPDATE score_runs SET model = 'nbd'; UPDATE scores SET p_alive = 1.0";
    let write = |db: &store::rusqlite::Transaction<'_>| {
        Ok::<_, store::StoreError>(db.execute_batch(certain)?)
    };
    served.house.store.write(write).unwrap();
    let page = served.get("/value").text();
    assert!(
        page.contains("do not show yet that customers leave"),
        "{page}"
    );
    assert!(page.contains("/customers?stage=at_risk"), "{page}");
    let list = served.get("/customers").text();
    assert!(!list.contains(" %</td>"), "{list}");
    let id = ids_of(&served, "best_ever_spend")[0];
    let one = served.get(&format!("/customers/{id}")).text();
    assert!(one.contains("the orders do not tell yet"), "{one}");
}

/// Proves C71.
#[test]
fn c71_the_page_gives_the_true_share_of_the_best_and_its_threshold_moves() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let spend = with_books(&served, |books| books.spend_by_account(0));
    let spend: Vec<i64> = spend.into_iter().map(|(_, minor)| minor).collect();
    let whole: i64 = spend.iter().filter(|minor| **minor > 0).sum();
    for percent in [1, 5, 20, 50, 99] {
        let count = (spend.len() * percent).div_ceil(100);
        let share = spend[..count].iter().sum::<i64>() as f64 / whole as f64;
        let path = format!("value?by=ever_spend&percent={percent}");
        let cut = &api(&served, &path)["cut"];
        assert_eq!(cut["accounts"], count);
        assert!(
            (cut["share"].as_f64().unwrap() - share).abs() < 1e-9,
            "{percent}: {cut}"
        );
        assert_eq!(cut["bar"], spend[count - 1]);
        let page = served.get(&format!("/{path}")).text();
        let ending = if count == 1 { "" } else { "s" };
        let sentence = format!("The best {percent} % are {count} customer{ending}.");
        assert!(page.contains(&sentence), "{percent}");
        assert!(
            page.contains(&format!("<b>{:.0} %</b> of the revenue", share * 100.0)) || share > 0.99
        );
    }
    for wrong in ["0", "100", "x", "-5"] {
        assert_eq!(
            served.get(&format!("/value?percent={wrong}")).status,
            422,
            "{wrong}"
        );
    }
}

/// Proves C44.
#[test]
fn c44_best_switches_five_ways_and_the_top_twenty_are_those_of_the_orders() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let answers = with_books(&served, |books| {
        books.assert_orders_tell_everything();
        books.first_twenty()
    });
    for (by, answer) in answers {
        let shown = ids_of(&served, &format!("best_{by}"));
        assert_eq!(shown[..20], answer, "{by}");
        let page = served.get(&format!("/value?by={by}")).text();
        assert!(page.contains(&format!("href=\"/value/best_{by}\"")), "{by}");
        assert!(
            page.contains(&format!("href=\"/customers/{}\"", answer[0])),
            "{by}"
        );
    }
    assert_eq!(served.get("/value?by=tallest").status, 422);
}

/// Proves C63.
#[test]
fn c63_value_at_risk_is_money_that_opens_as_the_list_it_is_made_of() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let at_risk = &api(&served, "value")["figures"]["at_risk"];
    let (mut sum, mut count, mut after) = (0, 0, String::new());
    let mut last = i64::MAX;
    loop {
        let page = api(&served, &format!("value/at_risk{after}"));
        for row in page["rows"].as_array().unwrap() {
            let minor = row["figure"]["money"].as_i64().unwrap();
            assert!(minor <= last, "largest first");
            (sum, count, last) = (sum + minor, count + 1, minor);
        }
        match page["next"].as_array() {
            None => break,
            Some(next) => after = format!("?after={}_{}", next[0], next[1]),
        }
    }
    assert!(count > 0);
    assert_eq!(at_risk["minor"], sum);
    assert_eq!(at_risk["accounts"], count);
    assert!(
        served
            .get("/value")
            .text()
            .contains("href=\"/value/at_risk\"")
    );
    assert!(
        served
            .get("/value/at_risk")
            .text()
            .contains("Value at risk")
    );
}

/// Proves C62.
#[test]
fn c62_best_customers_kept_gained_and_lost_add_up_between_two_scores() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let figures = &api(&served, "value")["figures"];
    let since = &figures["since"];
    let number = |name: &str| since[name].as_u64().unwrap();
    assert_eq!(
        number("best_kept") + number("best_lost"),
        number("best_before")
    );
    assert_eq!(
        number("best_kept") + number("best_gained"),
        figures["best"]["accounts"].as_u64().unwrap()
    );
    let share = number("best_kept") as f64 / number("best_before") as f64;
    assert!((since["kept_share"].as_f64().unwrap() - share).abs() < 1e-12);
    for (list, name) in [("best_gained", "best_gained"), ("best_lost", "best_lost")] {
        assert_eq!(
            ids_of(&served, list).len() as u64,
            number(name).min(50),
            "{list}"
        );
    }
    let page = served.get("/value").text();
    for (word, name) in [
        ("Kept", "best_kept"),
        ("Gained", "best_gained"),
        ("Lost", "best_lost"),
    ] {
        let line = page
            .split("<li>")
            .find(|line| line.contains(&format!(">{word}<")));
        let shown = format!("<b>{}</b>", number(name));
        assert!(line.unwrap().contains(&shown), "{word}: {shown}");
    }
}

/// Proves C49.
#[test]
fn c49_the_channel_of_every_order_is_in_the_report_and_in_the_filter() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let (sums, mostly) = with_books(&served, |books| {
        books.assert_orders_tell_everything();
        let sums = books.channel_sums(books.year_ago());
        (sums, books.customers_by_top_channel())
    });
    let lines = api(&served, "value")["figures"]["channels"].clone();
    let mut shown = BTreeMap::new();
    for line in lines.as_array().unwrap() {
        shown.insert(
            line["channel"].as_str().unwrap().to_owned(),
            line["revenue_minor"].as_i64().unwrap(),
        );
    }
    assert!(shown.len() >= 2, "{shown:?}");
    assert_eq!(shown, sums);
    let page = served.get("/value").text();
    let filter = served.get("/customers").text();
    for channel in shown.keys() {
        let name = match channel.as_str() {
            "" => "Not known",
            told => told,
        };
        assert!(
            page.contains(&format!("<th scope=\"row\">{name}</th>")),
            "{name}"
        );
        if channel.is_empty() {
            continue;
        }
        assert!(
            filter.contains(&format!("<option>{channel}</option>")),
            "{channel}"
        );
        let found = api(&served, &format!("customers?channel={channel}"));
        assert_eq!(found["total"], mostly[channel], "{channel}");
    }
}

/// Proves C79.
#[test]
fn c79_margin_and_cost_to_serve_by_size_equal_sums_by_hand() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let figures = &api(&served, "value")["figures"];
    let page = served.get("/value").text();
    for tier in figures["tiers"].as_array().unwrap() {
        let number = match tier["tier"].as_str().unwrap() {
            "none" => 0,
            "small" => 1,
            "medium" => 2,
            "large" => 3,
            other => panic!("{other}"),
        };
        let [accounts, revenue, margin, serving] = with_books(&served, |books| {
            books.assert_orders_tell_everything();
            books.tier(number)
        });
        assert_eq!(tier["accounts"], accounts, "{tier}");
        assert_eq!(tier["revenue_minor"], revenue, "{tier}");
        assert_eq!(tier["margin_minor"], margin, "{tier}");
        assert_eq!(tier["served_minor"], serving, "{tier}");
        assert_eq!(tier["contribution_minor"], margin - serving, "{tier}");
    }
    let rose =
        served.number("SELECT COUNT(*) FROM score_moves WHERE tier_before = 1 AND tier_now = 2");
    let listed = figures["tier_moves"].as_array().unwrap().iter();
    let small_to_medium = listed
        .filter(|step| step["from"] == "small" && step["to"] == "medium")
        .map(|step| step["accounts"].as_i64().unwrap());
    assert_eq!(small_to_medium.sum::<i64>(), rose);
    assert!(page.contains("from small to medium") == (rose > 0));
    assert!(ids_of(&served, "tier_up").len() as i64 >= rose.min(50));
}

#[test]
fn every_list_of_the_page_opens_and_pages_through_everybody_once() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    for list in desk::ValueList::ALL {
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = api(&served, &format!("value/{}{after}", list.code()));
            let rows = page["rows"].as_array().unwrap().iter();
            seen.extend(rows.map(|row| row["account_id"].as_i64().unwrap()));
            match page["next"].as_array() {
                None => break,
                Some(next) => after = format!("?after={}_{}", next[0], next[1]),
            }
        }
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all, "{}: somebody twice", list.code());
        let page = served.get(&format!("/value/{}", list.code()));
        assert_eq!(page.status, 200, "{}", list.code());
        assert!(page.text().contains(list.title()), "{}", list.code());
    }
    assert_eq!(served.get("/value/tallest").status, 404);
    assert_eq!(served.get("/value/at_risk?after=x").status, 422);
}

#[test]
fn the_value_page_says_what_to_do_before_the_first_score() {
    let served = serve_empty(PRESS_DAY);
    let page = served.get("/value").text();
    assert!(page.contains("No customer is scored yet"), "{page}");
    assert_eq!(api(&served, "value"), Value::Null);
}

#[test]
fn the_grid_says_who_moved_since_an_earlier_score() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let moves = api(&served, "grid/moves");
    let shown = moves["moves"].as_array().unwrap();
    assert!(!shown.is_empty());
    let since = &api(&served, "value")["figures"]["since"];
    assert_eq!(moves["from"]["run_id"], since["run_id"]);
    let all = |moves: &[Value]| -> i64 {
        moves
            .iter()
            .map(|one| one["accounts"].as_i64().unwrap())
            .sum()
    };
    assert_eq!(all(shown), all(since["movers"].as_array().unwrap()));
    let page = served.get("/grid").text();
    assert!(page.contains("Who moved"));
    assert!(
        page.contains(shown[0]["words"].as_str().unwrap()),
        "{}",
        shown[0]
    );
    for run in moves["scores"].as_array().unwrap().iter().skip(1) {
        let path = format!("/grid?since={}", run["run_id"]);
        assert_eq!(served.get(&path).status, 200, "{path}");
    }
    assert_eq!(served.get("/grid?since=x").status, 422);
}

#[test]
fn a_customer_s_page_shows_its_levers_and_what_changed() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let changed = served.number("SELECT account_id FROM scores WHERE order_count > 3 ORDER BY expected_value_minor DESC LIMIT 1");
    let one = api(&served, &format!("customers/{changed}"));
    let page = served.get(&format!("/customers/{changed}")).text();
    assert!(!one["what_changed"].as_array().unwrap().is_empty());
    for fact in one["what_changed"].as_array().unwrap() {
        assert!(
            page.contains(&crate::http::escaped(fact.as_str().unwrap())),
            "{fact}"
        );
    }
    for words in [
        "More per order",
        "Orders more often",
        "Stays longer",
        "A tenth more adds",
    ] {
        assert!(page.contains(words), "{words}");
    }
}
