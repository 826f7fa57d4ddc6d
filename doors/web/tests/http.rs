//! Pages over plain HTTP: they answer, they stay small, they say what the records say.

use std::collections::HashSet;
use std::io::Read;

use crate::address_book::{MAIN_PAGES, RECORDS, contacted_account, every_page};
use crate::client;
use crate::fixture::{PREPARED, PRESS_DAY, RESULT_DAY, Served, serve, serve_empty};

/// Most that a page may weigh on the wire, styles and script apart: one round trip's worth of
/// packets (ten of 1,460 bytes, RFC 6928) with room for the headers.
const PAGE_BYTES_MOST: usize = 12 * 1024;

#[test]
fn every_page_of_an_empty_workspace_answers_and_says_what_to_do_next() {
    let served = serve_empty(PRESS_DAY);
    for page in MAIN_PAGES {
        check_page(&served, page);
    }
    assert!(
        served
            .get("/")
            .text()
            .contains("Start with the files you have")
    );
    for page in ["/grid", "/customers"] {
        assert!(
            served.get(page).text().contains("href=\"/data\""),
            "{page} shows no way on"
        );
    }
}

#[test]
fn every_page_of_a_measured_workspace_answers_within_its_budget() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    for page in every_page(&served) {
        check_page(&served, &page);
    }
}

#[test]
fn the_plan_page_answers_within_its_budget() {
    let served = serve(&PREPARED.imported, PRESS_DAY);
    served.post("/run/rehearse", "");
    served.wait_until_idle();
    let text = check_page(&served, "/run");
    assert!(text.contains("Who would get what"), "{text}");
}

/// A page is drawn whole, small and in the house's frame; gives its text.
fn check_page(served: &Served, page: &str) -> String {
    let plain = served.get(page);
    let text = plain.text();
    assert_eq!(plain.status, 200, "{page}: {text}");
    assert_eq!(
        plain.header("content-type"),
        Some("text/html; charset=utf-8"),
        "{page}"
    );
    assert_eq!(
        text.matches("<h1").count(),
        1,
        "{page} has one main heading"
    );
    assert!(
        text.contains("<html lang=\"en\">") && text.contains("<main"),
        "{page}"
    );
    let host = served.address.to_string();
    let asked = [("host", host.as_str()), ("accept-encoding", "gzip")];
    let packed = client::send(served.address, "GET", page, &asked, b"");
    assert_eq!(packed.header("content-encoding"), Some("gzip"), "{page}");
    assert!(
        packed.body.len() <= PAGE_BYTES_MOST,
        "{page} weighs {} bytes",
        packed.body.len()
    );
    let mut unpacked = String::new();
    flate2::read::GzDecoder::new(&*packed.body)
        .read_to_string(&mut unpacked)
        .unwrap();
    assert!(unpacked.ends_with("</html>"), "{page} ends early");
    text
}

#[test]
fn an_address_that_is_none_of_ours_is_a_page_with_a_way_back() {
    let served = serve_empty(PRESS_DAY);
    for path in [
        "/nothing",
        "/customers/7",
        "/campaigns/7",
        "/data/7",
        "/data/7/rows/1",
        "/p/x",
        "/stop/x",
    ] {
        let answer = served.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("href=\"/\""), "{path}");
    }
    assert_eq!(served.get("/static/style-0.css").status, 404);
}

#[test]
fn what_a_form_cannot_mean_is_refused_in_plain_words() {
    let served = serve_empty(PRESS_DAY);
    for path in [
        "/customers?cell=P9F9",
        "/customers?sort=colour",
        "/customers?after=x",
        "/customers?stage=asleep",
    ] {
        let answer = served.get(path);
        assert_eq!(answer.status, 422, "{path}");
        assert!(answer.text().contains("That cannot be done"), "{path}");
    }
}

#[test]
fn style_script_and_sign_are_served_under_the_names_the_pages_use() {
    let served = serve_empty(PRESS_DAY);
    let text = served.get("/").text();
    let named: Vec<&str> = text
        .split('"')
        .filter(|part| part.starts_with("/static/"))
        .collect();
    assert_eq!(named.len(), 3);
    for address in named {
        let answer = served.get(address);
        assert_eq!(answer.status, 200, "{address}");
        assert!(
            answer
                .header("cache-control")
                .unwrap()
                .contains("immutable"),
            "{address}"
        );
    }
}

#[test]
fn the_api_the_pages_and_the_desk_say_the_same() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let today = desk::read_today(&served.house).unwrap();
    assert_eq!(
        record(&served, "today"),
        serde_json::to_value(&today).unwrap()
    );
    assert!(
        served
            .get("/")
            .text()
            .contains(&format!("<b>{}</b>", today.customers)),
        "customers on Today"
    );

    let campaigns = served.house.store.read(desk::list_campaigns).unwrap();
    assert_eq!(
        record(&served, "campaigns"),
        serde_json::to_value(&campaigns).unwrap()
    );

    let grid = record(&served, "grid");
    let cells = grid["cells"].as_array().unwrap().iter();
    let placed: i64 = cells.map(|cell| cell["accounts"].as_i64().unwrap()).sum();
    assert_eq!(placed, today.customers, "every customer stands in one cell");

    let results = record(&served, "results");
    let page = served.get("/results").text();
    for result in results.as_array().unwrap() {
        assert!(
            page.contains(&escaped(result["verdict"].as_str().unwrap())),
            "{result}"
        );
    }
}

#[test]
fn a_customer_is_the_same_on_the_page_and_in_the_api() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let id = contacted_account(&served);
    let one = record(&served, &format!("customers/{id}"));
    let page = served.get(&format!("/customers/{id}")).text();
    assert!(page.contains(&escaped(one["name"].as_str().unwrap())));
    let why = one["why"].as_array().unwrap();
    assert!(why.len() >= 3, "at least three reasons: {why:?}");
    for fact in why {
        assert!(page.contains(&escaped(fact.as_str().unwrap())), "{fact}");
    }
    assert_eq!(
        page.matches("<time ").count(),
        one["timeline"].as_array().unwrap().len()
    );
    let missing = served.get("/api/v1/customers/999999");
    assert_eq!(missing.status, 404);
    assert_eq!(
        missing.header("content-type"),
        Some("application/problem+json")
    );
}

#[test]
fn every_record_of_the_api_answers_in_an_empty_workspace() {
    let served = serve_empty(PRESS_DAY);
    for name in RECORDS {
        record(&served, name);
    }
}

#[test]
fn paging_through_the_customers_shows_everybody_once() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    for sort in ["expected", "past", "spend", "silence"] {
        let total = record(&served, "customers")["total"].as_u64().unwrap();
        let mut seen = HashSet::new();
        let mut next = Some(format!("/customers?sort={sort}"));
        while let Some(address) = next.take() {
            let text = served.get(&address).text();
            for row in text.split("href=\"/customers/").skip(1) {
                assert!(
                    seen.insert(row.split('"').next().unwrap().to_owned()),
                    "{sort}: twice on the list"
                );
            }
            let link = text
                .split("href=\"")
                .find(|part| part.contains("rel=\"next\""));
            next = link.map(|part| {
                part.split('"')
                    .next()
                    .unwrap()
                    .replace("&#38;", "&")
                    .replace("&amp;", "&")
            });
        }
        assert_eq!(seen.len() as u64, total, "{sort}");
    }
}

#[test]
fn the_search_finds_an_account_by_name_and_by_e_mail() {
    let served = serve(&PREPARED.imported, PRESS_DAY);
    let with_email = "FROM contact_points k JOIN accounts a ON a.id = k.account_id
                      WHERE k.kind = 'email' AND k.gone_at IS NULL AND a.name <> '' ORDER BY k.id LIMIT 1";
    let id = served.number(&format!("SELECT a.id {with_email}"));
    for wanted in ["a.name", "k.value"] {
        let text = served
            .word(&format!("SELECT {wanted} {with_email}"))
            .replace(' ', "+");
        let page = served
            .get(&format!("/customers?q={}", text.replace('&', "%26")))
            .text();
        assert!(
            page.contains(&format!("href=\"/customers/{id}\"")),
            "{text} finds nobody"
        );
    }
}

fn record(served: &Served, name: &str) -> serde_json::Value {
    let answer = served.get(&format!("/api/v1/{name}"));
    assert_eq!(answer.status, 200, "{name}: {}", answer.text());
    assert_eq!(
        answer.header("content-type"),
        Some("application/json"),
        "{name}"
    );
    answer.json()
}

/// Text as the pages write it.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}
