//! Contacts typed in, and leads by the page for visitors: kept with where they come from, linked with
//! what files tell later, taken back, and never a way for a stranger to change what is known.

use crate::client;
use crate::fixture::{PRESS_DAY, Served, serve_orders};

const ORDERS: &str = "Order No,Customer No,Customer Name,E-mail,Phone,Order Date,Product,Net\n\
    1,C1,Ann Alder,ann@alder.example,01632 960123,2026-02-01,Bolts,12.50\n";

fn accounts(served: &Served) -> i64 {
    served.number("SELECT COUNT(*) FROM accounts WHERE gone_at IS NULL")
}

/// The page of a customer found by these words.
fn found(served: &Served, words: &str) -> String {
    let list = served.get(&format!("/api/v1/customers?q={words}")).json();
    assert_eq!(list["total"], 1, "{words}: {list}");
    served
        .get(&format!("/customers/{}", list["rows"][0]["account_id"]))
        .text()
}

/// Proves C39.
#[test]
fn c39_a_contact_is_added_in_two_fields_linked_by_a_later_file_and_taken_back() {
    let served = serve_orders(PRESS_DAY, ORDERS);
    let next = served.post("/contacts", "who=Cleo+Cedar&reach=cleo%40cedar.example");
    assert_eq!(next.status, 303, "{}", next.text());
    let page = served.get(next.header("location").unwrap()).text();
    assert!(
        page.contains("The contact is in.") && page.contains("cleo@cedar.example"),
        "{page}"
    );
    let page = found(&served, "cedar");
    for words in ["Cleo Cedar", "cleo@cedar.example", "Added by hand, row 1"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // The very same again is known by its address; nothing is written until the person is sure.
    for typed in [
        "who=C+Cedar&reach=CLEO%40cedar.example",
        "who=Somebody&reach=%2B44+1632+960123",
    ] {
        let warned = served.post("/contacts", typed).text();
        assert!(
            warned.contains("Somebody like it is here already."),
            "{typed}: {warned}"
        );
        assert!(warned.contains("href=\"/customers/"), "{warned}");
        assert_eq!(accounts(&served), 2, "{typed}");
    }
    let firm = served.post(
        "/contacts",
        "who=Dogwood+Ltd&reach=01632+960999&came_by=trade+fair&note=Wants+a+list&sure=true",
    );
    assert_eq!(firm.status, 303);
    let page = found(&served, "dogwood");
    for words in [
        "Firm",
        "01632 960999",
        "Showed interest: trade fair",
        "Wants a list",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // A file that comes later speaks of the same person.
    client::upload(
        served.address,
        "more.csv",
        "Order No,Customer No,Customer Name,E-mail,Order Date,Product,Net\n7,C7,Cleo Cedar,cleo@cedar.example,2026-02-20,Pump,99.00\n",
    );
    served.wait_until_idle();
    assert_eq!(accounts(&served), 3);
    let page = found(&served, "cleo");
    assert!(
        page.contains("more.csv, row 1") && page.contains("Added by hand, row 1"),
        "{page}"
    );
    // Taken back, brought in again, each twice the same as once.
    let source =
        served.number("SELECT id FROM sources WHERE layout = 'by_hand' ORDER BY id DESC LIMIT 1");
    for _ in 0..2 {
        assert_eq!(
            served.post(&format!("/contacts/{source}/undo"), "").status,
            303
        );
        assert_eq!(accounts(&served), 2);
    }
    assert_eq!(
        served.post(&format!("/contacts/{source}/again"), "").status,
        303
    );
    assert_eq!(accounts(&served), 3);
    assert!(found(&served, "dogwood").contains("01632 960999"));
    assert!(
        !served.get("/data").text().contains("Added by hand"),
        "files alone stand under Data"
    );
    for wrong in [
        "who=+&reach=a%40b.example",
        "who=Eve&reach=nonsense",
        "who=Eve",
    ] {
        let page = served.post("/contacts", wrong).text();
        assert!(page.contains("role=\"alert\""), "{wrong}: {page}");
    }
    assert_eq!(accounts(&served), 3);
}

/// Proves C39.
#[test]
fn c39_a_visitor_becomes_a_lead_with_source_date_and_consent_in_the_words_shown() {
    let served = serve_orders(PRESS_DAY, ORDERS);
    let form = served.get("/lead?from=spring-fair").text();
    assert!(
        form.contains("news and offers by e-mail") && form.contains("value=\"spring-fair\""),
        "{form}"
    );
    let sent = served.post("/lead", "name=Fay+Fir&email=fay%40fir.example&message=Do+you+have+pumps%3F&from=spring-fair&agrees=yes&website=");
    assert_eq!(sent.status, 200);
    assert!(sent.text().contains("Thank you"), "{}", sent.text());
    let page = found(&served, "fay");
    for words in [
        "Fay Fir",
        "Showed interest: lead form, spring-fair",
        "Do you have pumps?",
        "Agreed to: News and offers",
        "at 2026-03-02T09:00:00Z, shown: «Yes,",
        "Lead form, row 1",
        "<span class=\"badge good\">yes</span>",
        "2 Mar 2026",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // Without the box there is no consent.
    served.post(
        "/lead",
        "name=Gil+Gum&email=gil%40gum.example&message=Hello",
    );
    let page = found(&served, "gil");
    assert!(
        page.contains("Nothing is on record.") && !page.contains("Agreed to"),
        "{page}"
    );
    assert!(served.get("/contacts").text().contains("lead form"));
}

#[test]
fn a_stranger_changes_nothing_and_a_machine_is_thanked_and_forgotten() {
    let served = serve_orders(PRESS_DAY, ORDERS);
    let before = accounts(&served);
    // The address of a customer, with a name, a phone and a consent that nobody can vouch for.
    served.post("/lead", "name=Mallory&company=Evil+Ltd&email=ann%40alder.example&phone=0900+1234567&message=Hi&agrees=yes");
    assert_eq!(accounts(&served), before);
    let page = found(&served, "alder");
    assert!(page.contains("<h1>Ann Alder</h1>"), "{page}");
    assert!(
        page.contains("Name: Mallory. Firm: Evil Ltd. Phone: 0900 1234567. Hi"),
        "{page}"
    );
    assert!(page.contains("not confirmed to be the customer"), "{page}");
    assert_eq!(served.number("SELECT COUNT(*) FROM consents"), 0);
    assert_eq!(
        served.number("SELECT COUNT(*) FROM contact_points WHERE value LIKE '%1234567%'"),
        0
    );
    // A customer's name and phone under another address stays a prospect of its own.
    served.post(
        "/lead",
        "name=Ann+Alder&email=mallory%40evil.example&phone=01632+960123",
    );
    assert_eq!(accounts(&served), before + 1);
    assert_eq!(
        served.number(
            "SELECT COUNT(*) FROM contact_points WHERE account_id = 1 AND value LIKE '%evil%'"
        ),
        0
    );
    // Filled by a machine.
    let thanked = served.post(
        "/lead",
        "name=Bot&email=bot%40bot.example&website=http%3A%2F%2Fspam",
    );
    assert!(thanked.text().contains("Thank you"));
    assert_eq!(accounts(&served), before + 1);
    // Hostile, wrong, too large, foreign.
    let hostile = served.post("/lead", "name=%3Cscript%3Ealert(1)%3C/script%3E&email=h%40h.example&message=%7B%7B7*7%7D%7D%0d%0aBcc:+v@x");
    assert_eq!(hostile.status, 200);
    let page = served.get("/contacts").text();
    assert!(
        page.contains("&#60;script&#62;alert(1)") && !page.contains("<script>alert"),
        "{page}"
    );
    for wrong in [
        "name=X&email=nobody",
        "name=X",
        "name=X&email=a%40b.example%0aBcc",
    ] {
        let answer = served.post("/lead", wrong);
        let is_line = wrong.contains("Bcc");
        assert_eq!(answer.status, if is_line { 200 } else { 422 }, "{wrong}");
    }
    let large = format!(
        "name=X&email=l%40l.example&message={}",
        "x".repeat(64 << 10)
    );
    assert_eq!(served.post("/lead", &large).status, 413);
    let host = served.address.to_string();
    let foreign = client::send(
        served.address,
        "POST",
        "/lead",
        &[
            ("host", &host),
            ("origin", "http://evil.example"),
            ("content-type", "application/x-www-form-urlencoded"),
        ],
        b"name=X&email=f%40f.example",
    );
    assert_eq!(foreign.status, 403);
}

#[test]
fn a_lead_that_comes_while_other_work_goes_on_is_kept_and_taken_up_after_it() {
    let served = serve_orders(PRESS_DAY, ORDERS);
    let before = accounts(&served);
    let lock = served.house.lock().unwrap();
    let sent = served.post("/lead", "name=Hal+Hazel&email=hal%40hazel.example");
    assert!(sent.text().contains("Thank you"), "{}", sent.text());
    assert_eq!(accounts(&served), before);
    assert!(desk::is_behind(&served.house).unwrap());
    drop(lock);
    desk::keep_up(&served.house, &store::Silent).unwrap();
    assert!(found(&served, "hazel").contains("Hal Hazel"));
}
