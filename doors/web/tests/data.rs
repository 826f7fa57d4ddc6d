//! Files in and back out, and calls written down, over HTTP.

use crate::address_book::MAIN_PAGES;
use crate::client;
use crate::fixture::{CALL_DAY, PREPARED, PRESS_DAY, serve, serve_empty};

/// Four orders of two customers; one row has no day that could be read.
const ORDERS: &str = "Order No,Customer No,Customer Name,Order Date,Product,Quantity,Net\n\
    1,C1,Alder Ltd,2025-03-01,Bolts,10,12.50\n\
    2,C2,Birch Ltd,2025-04-02,Nuts,20,30.00\n\
    3,C1,Alder Ltd,2025-06-03,Bolts,10,12.50\n\
    4,C2,Birch Ltd,sometime,Nuts,5,7.50\n";

/// What somebody without a shop has: people to write to, and invoices with a total.
const CONTACTS: &str = "Name,Company,E-mail,Street,Postcode,City,Country\n\
    Ann Alder,Alder Ltd,ann@alder.example,1 Lane,AB1 2CD,Town,United Kingdom\n\
    Ben Birch,Birch Ltd,ben@birch.example,2 Lane,AB1 2CD,Town,United Kingdom\n";
const INVOICES: &str = "Invoice No,Invoice Date,Company,E-mail,Total\n\
    R1,2025-02-01,Alder Ltd,ann@alder.example,120.00\n\
    R2,2025-05-01,Alder Ltd,ann@alder.example,90.00\n\
    R3,2025-07-01,Birch Ltd,ben@birch.example,60.00\n";

#[test]
fn an_uploaded_file_is_read_scored_and_can_be_taken_back() {
    let served = serve_empty(PRESS_DAY);
    assert_eq!(
        client::upload(served.address, "orders.csv", ORDERS).status,
        303
    );
    served.wait_until_idle();
    let page = served.get("/data").text();
    assert!(
        page.contains("orders.csv") && page.contains("4 rows"),
        "{page}"
    );
    let rows = served.get("/data/1").text();
    assert!(
        rows.contains("sometime"),
        "the row that could not be read is shown: {rows}"
    );
    assert!(
        served
            .get("/data/1/rows/4")
            .text()
            .contains("exactly as received")
    );
    assert!(served.get("/customers").text().contains("Alder Ltd"));

    assert_eq!(served.post("/data/1/undo", "").status, 303);
    served.wait_until_idle();
    assert!(served.get("/data").text().contains("undone"));
    assert_eq!(served.number("SELECT COUNT(*) FROM orders"), 0);
}

/// Proves C26.
#[test]
fn c26_contacts_and_invoices_alone_are_enough_for_every_page() {
    let served = serve_empty(PRESS_DAY);
    for (name, content) in [("contacts.csv", CONTACTS), ("invoices.csv", INVOICES)] {
        client::upload(served.address, name, content);
        served.wait_until_idle();
    }
    served.post("/run/rehearse", "");
    served.wait_until_idle();
    for page in MAIN_PAGES {
        assert_eq!(served.get(page).status, 200, "{page}");
    }
    let customers = served.get("/customers").text();
    assert!(
        customers.contains("Alder") && customers.contains("Birch"),
        "{customers}"
    );
    assert!(served.get("/run").text().contains("Who would get what"));
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let served = serve_empty(PRESS_DAY);
    for _ in 0..2 {
        client::upload(served.address, "orders.csv", ORDERS);
        served.wait_until_idle();
    }
    assert_eq!(served.number("SELECT COUNT(*) FROM sources"), 1);
    assert_eq!(served.number("SELECT COUNT(*) FROM orders"), 4 - 1);
}

#[test]
fn an_upload_without_a_file_is_refused_in_plain_words() {
    let served = serve_empty(PRESS_DAY);
    let answer = client::upload(served.address, "empty.csv", "");
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("No file was chosen"));
}

#[test]
fn a_file_name_cannot_leave_the_inbox() {
    let served = serve_empty(PRESS_DAY);
    client::upload(served.address, "../../../escaped.csv", ORDERS);
    served.wait_until_idle();
    let inbox: Vec<_> = std::fs::read_dir(served.house.inbox())
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(inbox, ["escaped.csv"]);
}

#[test]
fn a_call_is_written_down_and_the_next_comes_up() {
    let served = serve(&PREPARED.pressed, CALL_DAY);
    let waiting = served.get("/api/v1/calls").json();
    let calls = waiting.as_array().unwrap();
    assert!(calls.len() > 1, "calls are due: {waiting}");
    let (id, account) = (
        calls[0]["planned_touch_id"].as_i64().unwrap(),
        calls[0]["account_id"].as_i64().unwrap(),
    );
    let answer = served.post(
        &format!("/calls/{id}"),
        "outcome=spoke&answer_0=Lathe+parts&note=Glad+to+hear+from+us",
    );
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(
        served.get("/api/v1/calls").json().as_array().unwrap().len(),
        calls.len() - 1
    );
    let page = served.get(&format!("/customers/{account}")).text();
    assert!(page.contains("Glad to hear from us"), "{page}");
    assert!(
        served
            .word("SELECT answers FROM call_results")
            .contains("Lathe parts")
    );
}

#[test]
fn the_number_kept_with_a_call_is_the_one_that_stood_on_the_page() {
    let served = serve(&PREPARED.pressed, CALL_DAY);
    let call = served.get("/api/v1/calls").json()[0].clone();
    let (id, account) = (&call["planned_touch_id"], &call["account_id"]);
    let shown = call["phone"].as_str().unwrap();
    let field = format!("name=\"phone\" value=\"{}\"", shown.replace('+', "&#43;"));
    let page = served.get(&format!("/calls?at={id}")).text();
    assert!(
        page.replace('+', "&#43;").contains(&field),
        "{field}: {page}"
    );
    // While the page is open, the number goes and a file brings another.
    let change = format!(
        "UPDATE contact_points SET state = 'dead' WHERE account_id = {account} AND kind = 'phone';
         INSERT INTO contact_points (account_id, kind, value, compare_key, state)
         VALUES ({account}, 'phone', '0113 4960009', '01134960009', 'valid')"
    );
    let written = served
        .house
        .store
        .write(|db| Ok::<_, store::StoreError>(db.execute_batch(&change)?));
    written.unwrap();
    let form = format!("outcome=spoke&phone={}", shown.replace('+', "%2B"));
    assert_eq!(served.post(&format!("/calls/{id}"), &form).status, 303);
    let called =
        "SELECT c.value FROM call_results r JOIN contact_points c ON c.id = r.contact_point_id";
    assert_eq!(served.word(called), shown);
}

#[test]
fn do_not_call_means_never_again_by_phone() {
    let served = serve(&PREPARED.pressed, CALL_DAY);
    let calls = served.get("/api/v1/calls").json();
    let (id, account) = (
        calls[0]["planned_touch_id"].as_i64().unwrap(),
        calls[0]["account_id"].as_i64().unwrap(),
    );
    assert_eq!(
        served
            .post(&format!("/calls/{id}"), "outcome=do_not_call")
            .status,
        303
    );
    let refused = format!(
        "SELECT COUNT(*) FROM consents WHERE account_id = {account} AND channel = 'call' AND basis = 'refused'"
    );
    assert_eq!(served.number(&refused), 1);
    assert_eq!(
        served
            .post(&format!("/calls/{id}"), "outcome=hung_up")
            .status,
        422
    );
}

#[test]
fn settings_are_kept_and_checked() {
    let served = serve_empty(PRESS_DAY);
    let form = "name=Alder+%26+Birch&street=1+Lane&city=AB1+Town&country=United+Kingdom&phone=1&email=a%40b.example\
                &signer=Ann&imprint=&public_address=http%3A%2F%2Fshop.example%2F&currency=GBP&margin=40&accent=%23204080";
    assert_eq!(served.post("/settings", form).status, 303);
    let business = served.house.business().unwrap();
    assert_eq!(
        (business.name.as_str(), business.public_address.as_str()),
        ("Alder & Birch", "http://shop.example")
    );
    assert!((business.margin_share - 0.4).abs() < 1e-9);
    assert!(served.get("/settings?saved=1").text().contains("Saved."));
    for wrong in ["margin=140", "currency=pounds"] {
        let name = wrong.split('=').next().unwrap();
        let parts: Vec<&str> = form
            .split('&')
            .filter(|part| !part.starts_with(name))
            .chain([wrong])
            .collect();
        assert_eq!(
            served.post("/settings", &parts.join("&")).status,
            422,
            "{wrong}"
        );
    }
}

/// Dates that can be read in two ways.
const UNDECIDED: &str =
    "Order no,Date,Customer no,Amount\n1,03/04/2025,7,5.00\n2,01/04/2025,8,6.00\n";

#[test]
fn a_file_that_asks_waits_on_the_page_until_it_is_answered() {
    let served = serve_empty(PRESS_DAY);
    client::upload(served.address, "odd.csv", UNDECIDED);
    served.wait_until_idle();
    let page = served.get("/data").text();
    assert!(page.contains("odd.csv waits for an answer"), "{page}");
    assert!(
        page.contains("03/04/2025") && page.contains("month_first"),
        "{page}"
    );
    assert_eq!(served.number("SELECT COUNT(*) FROM orders"), 0);
    let hash = served.word("SELECT sha256 FROM waiting_files");
    let answer = served.post(
        "/data/answer",
        &format!("sha256={hash}&q0=month_first&q1=EUR"),
    );
    assert_eq!(answer.status, 303);
    served.wait_until_idle();
    assert!(!served.get("/data").text().contains("waits for an answer"));
    assert_eq!(served.number("SELECT COUNT(*) FROM orders"), 2);
    assert_eq!(
        served.word("SELECT date(MAX(day) * 86400, 'unixepoch') FROM orders"),
        "2025-03-04"
    );
}

#[test]
fn the_page_of_what_is_missing_names_the_hole() {
    let served = serve_empty(PRESS_DAY);
    assert!(served.get("/data/gaps").text().contains("No gap was found"));
    let mut text = "Order no,Order date,Customer no,Total\n".to_owned();
    for month in [1, 2, 3, 5, 6] {
        text += &format!("{month},2025-{month:02}-05,K{month},9.00\n");
    }
    client::upload(served.address, "holed.csv", &text);
    served.wait_until_idle();
    let page = served.get("/data/gaps").text();
    assert!(page.contains("2025-04"), "{page}");
}
