//! Somebody calls: found by number in any spelling, shown with what is in hand, kept in one press.

use crate::fixture::{PRESS_DAY, serve_orders};

const ORDERS: &str = "Order No,Customer No,Customer Name,E-mail,Phone,Order Date,Product,Net\n\
    1,C1,Ann Alder,ann@alder.example,+44 1632 960123,2026-02-01,Bolts,12.50\n\
    2,C1,Ann Alder,ann@alder.example,+44 1632 960123,2026-02-20,Nuts,40.00\n\
    3,C2,Ben Birch,ben@birch.example,01632 960124,2025-06-03,Nuts,300.00\n";

/// Proves C88.
#[test]
fn c88_a_caller_is_found_by_number_asked_three_things_and_kept_in_one_press() {
    let served = serve_orders(PRESS_DAY, ORDERS);
    served.post(
        "/opportunities",
        "account=1&back=customer&title=Racks&value=900",
    );
    served.post(
        "/reminders",
        "account=1&back=customer&words=Send+the+list&day=2026-03-02",
    );
    for spelling in [
        "01632+960123",
        "%2B44+1632+960+123",
        "(01632)+960-123",
        "00441632960123",
        "Ann+Al",
    ] {
        let page = served.get(&format!("/caller?q={spelling}")).text();
        for shown in [
            "action=\"/caller/1\"",
            "Ann Alder",
            "Order 2",
            "€40.00",
            "Racks",
            "Send the list",
            "What are you working on at the moment?",
            "What else of the kind do you use, and where from?",
            "Who decides about it with you?",
        ] {
            assert!(page.contains(shown), "{spelling}: {shown}: {page}");
        }
    }
    let kept = served.post(
        "/caller/1",
        "answer_0=A+new+hall&answer_1=&answer_2=Her+brother&note=Wants+six+more\
         &sale_title=Six+racks&sale_value=600&remind=Call+the+brother&remind_on=2026-03-09",
    );
    assert_eq!(kept.status, 303);
    let page = served.get(kept.header("location").unwrap()).text();
    assert!(
        page.contains("Logged on the timeline.") && page.contains(">Undo<"),
        "{page}"
    );
    let page = served.get("/customers/1").text();
    for shown in [
        "They called us",
        "Wants six more · What are you working on at the moment? A new hall · Who decides about it with you? Her brother",
        "last personal contact 2 Mar 2026",
        "Six racks",
        "Call the brother",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let undo = served.get(kept.header("location").unwrap()).text();
    let undo = undo
        .split("action=\"/reminders/undo/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    served.post(&format!("/reminders/undo/{undo}"), "");
    assert!(!served.get("/customers/1").text().contains("They called us"));
    // What cannot be kept leaves nothing behind.
    let wrong = served.post(
        "/caller/1",
        "note=x&sale_title=Y&sale_value=1&remind=Z&remind_on=soon",
    );
    assert_eq!(wrong.status, 422);
    assert_eq!(served.number("SELECT COUNT(*) FROM opportunities"), 2);
    assert!(
        served
            .get("/caller?q=0999+9999999")
            .text()
            .contains("Add a contact")
    );
    assert_eq!(served.get("/caller?account=99").status, 404);
    served.post("/caller/questions", "questions=Only+one%3F");
    assert!(served.get("/caller?q=Ben").text().contains("Only one?"));
    assert_eq!(
        served
            .post("/caller/questions", "questions=a%0ab%0ac%0ad")
            .status,
        422
    );
}

/// Proves C88: found by an index at any size, so in far less than a second at five million customers.
#[test]
fn c88_a_phone_number_is_looked_up_by_its_index() {
    let served = serve_orders(PRESS_DAY, ORDERS);
    let plan = served.house.store.read(|db| {
        let sql = include_str!("../../../stages/2_clean/sql/caller.by_phone.sql");
        let mut statement = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let mut rows = statement.raw_query();
        let mut steps = Vec::new();
        while let Some(row) = rows.next()? {
            steps.push(row.get::<_, String>(3)?);
        }
        Ok::<_, anyhow::Error>(steps)
    });
    let plan = plan.unwrap().join("; ");
    assert!(
        plan.contains("contact_points_by_key") && !plan.contains("SCAN"),
        "{plan}"
    );
}
