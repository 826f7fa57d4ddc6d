//! Whose turn it is, over HTTP: on the day of the rhythm and not before, begun anew by any contact.

use crate::client;
use crate::fixture::{Served, serve_empty};
use terms::Day;

/// Two customers; one was visited on 1 March 2026, the other only orders.
const ORDERS: &str = "Order No,Customer No,Customer Name,E-mail,Order Date,Product,Net\n\
    1,C1,Ann Alder,ann@alder.example,2026-02-01,Bolts,12.50\n\
    2,C2,Ben Birch,ben@birch.example,2026-03-28,Nuts,300.00\n";
const VISITS: &str =
    "Visit date,Customer No,Purpose of visit,Result\n2026-03-01,C1,Yearly check,all well\n";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn served(on: &str) -> Served {
    let served = serve_empty(day(on));
    served
        .house
        .store
        .set_setting("currency_is_settled", &true)
        .unwrap();
    for (name, text) in [("orders.csv", ORDERS), ("visits.csv", VISITS)] {
        client::upload(served.address, name, text);
        served.wait_until_idle();
    }
    assert_eq!(
        served.number("SELECT COUNT(*) FROM events WHERE kind = 'visit' AND account_id = 1"),
        1
    );
    served
}

/// Accounts and the days of their turns.
type Turns = Vec<(i64, String)>;

/// Account and day of everything due, and of what comes within two weeks, as the API says it.
fn turns(served: &Served) -> (Turns, Turns) {
    let list = served.get("/api/v1/reminders").json();
    let lines = |name: &str| {
        let lines = list[name].as_array().unwrap().iter();
        lines
            .map(|one| {
                (
                    one["account_id"].as_i64().unwrap(),
                    one["due_day"].as_str().unwrap().to_owned(),
                )
            })
            .collect()
    };
    (lines("due"), lines("ahead"))
}

fn done(served: &Served, path: &str, form: &str) -> String {
    let answer = served.post(path, form);
    assert_eq!(answer.status, 303, "{path} {form}: {}", answer.text());
    answer.header("location").unwrap().to_owned()
}

/// Takes back what was done last, as its page offers it.
fn undo(served: &Served, next: &str) {
    let page = served.get(next).text();
    let action = page
        .split("action=\"/reminders/undo/")
        .nth(1)
        .unwrap_or_else(|| panic!("{page}"));
    done(
        served,
        &format!("/reminders/undo/{}", action.split('"').next().unwrap()),
        "",
    );
}

/// Proves C36: a cadence of 30 days is due on day 30 after the visit and not on day 29.
#[test]
fn c36_a_promise_is_due_on_day_thirty_and_any_contact_begins_it_anew() {
    // Day 29 after the visit of 1 March.
    let early = served("2026-03-30");
    done(
        &early,
        "/reminders/stay",
        "segment=orders+%3E%3D+1&every_days=30",
    );
    let on = |account, on: &str| (account, on.to_owned());
    // Nobody ever spoke to Ben, so it is his turn at once; an order is no contact.
    assert_eq!(
        turns(&early),
        (vec![on(2, "2026-03-30")], vec![on(1, "2026-03-31")])
    );

    let served = served("2026-03-31");
    done(&served, "/reminders/stay", "account=C1&every_days=30");
    assert_eq!(turns(&served).0, [on(1, "2026-03-31")]);
    assert!(
        served
            .get("/")
            .text()
            .contains("<a href=\"/reminders\">Reminders due</a><b>1</b>")
    );
    assert!(
        served
            .get("/reminders")
            .text()
            .contains("last contact 1 Mar 2026, every 30 days")
    );
    // A note is read by nobody but us.
    done(&served, "/customers/1/log", "kind=note&note=Likes+blue");
    assert_eq!(turns(&served).0, [on(1, "2026-03-31")]);
    for kind in ["call", "visit", "message"] {
        let next = done(
            &served,
            "/customers/1/log",
            &format!("kind={kind}&note=Spoke&day=2026-03-31&back=customer"),
        );
        assert_eq!(turns(&served), (vec![], vec![]), "{kind}");
        undo(&served, &next);
        assert_eq!(turns(&served).0, [on(1, "2026-03-31")], "{kind} taken back");
    }
    // A contact of 5 March moves the turn to 4 April.
    done(
        &served,
        "/customers/1/log",
        "kind=visit&note=&day=2026-03-05",
    );
    assert_eq!(turns(&served), (vec![], vec![on(1, "2026-04-04")]));
    let page = served.get("/customers/1").text();
    for words in [
        "last personal contact 5 Mar 2026",
        ">Met<",
        ">Note<",
        "Likes blue",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let silent = "/api/v1/customers?rule=not+contact+within+30+days";
    assert_eq!(served.get(silent).json()["total"], 1, "Ben alone");
}

/// Proves C36.
#[test]
fn c36_a_reminder_is_made_put_off_done_and_taken_back() {
    let served = served("2026-03-31");
    let made = done(
        &served,
        "/reminders",
        "account=Ben+Birch&words=Ask+about+the+pump&day=2026-03-31",
    );
    assert_eq!(turns(&served).0.len(), 1);
    let put_off = done(&served, "/reminders/1/snooze", "days=3");
    assert_eq!(turns(&served), (vec![], vec![(2, "2026-04-03".to_owned())]));
    // What was changed since cannot be pulled away from under it.
    let page = served.get(&made).text();
    let older = page
        .split("action=\"/reminders/undo/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert_eq!(
        served.post(&format!("/reminders/undo/{older}"), "").status,
        422
    );
    undo(&served, &put_off);
    let finished = done(&served, "/reminders/1/done", "");
    assert!(turns(&served).0.is_empty());
    undo(&served, &finished);
    assert_eq!(turns(&served).0, [(2, "2026-03-31".to_owned())]);
    let promised = done(
        &served,
        "/reminders/stay",
        "account=2&back=customer&every_days=7",
    );
    assert_eq!(turns(&served).0.len(), 2);
    let paused = done(&served, "/reminders/pause/2", "days=7");
    assert_eq!(turns(&served).0.len(), 1);
    undo(&served, &paused);
    let ended = done(&served, "/reminders/stay/1/end", "");
    assert_eq!(turns(&served).0.len(), 1);
    undo(&served, &ended);
    assert_eq!(turns(&served).0.len(), 2);
    undo(&served, &promised);
    for (path, form, status) in [
        ("/reminders", "account=Ben+Birch&words=x", 422),
        (
            "/reminders",
            "account=Ben+Birch&words=+&day=2026-04-01",
            422,
        ),
        (
            "/reminders/stay",
            "segment=colour+%3D+red&every_days=30",
            422,
        ),
        (
            "/reminders/stay",
            "account=1&back=customer&every_days=0",
            422,
        ),
        ("/reminders/9/done", "", 404),
        ("/customers/1/log", "kind=call&day=2026-04-01", 422),
        ("/reminders/undo/nothing/1", "", 404),
    ] {
        assert_eq!(served.post(path, form).status, status, "{path} {form}");
    }
}
