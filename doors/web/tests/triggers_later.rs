//! Messages that leave by themselves, later in a customer's life: questions, tips, anniversaries,
//! becoming one of the best, going quiet, and news for a list.

use serde_json::json;
use store::{Silent, StoreError};

use crate::fixture::{Served, serve};
use crate::triggers::{arrived, day, on, shop, tell, turn_on, upload};

/// The secret part of the personal page of the one customer with this address.
fn token_of(served: &Served, email: &str) -> String {
    served.word(&format!(
        "SELECT k.page_token FROM offer_codes k JOIN enrolments e ON e.id = k.enrolment_id
         JOIN contact_points c ON c.account_id = e.account_id WHERE c.value = '{email}' ORDER BY k.id DESC LIMIT 1"
    ))
}

/// Places an account in a stage from a day on, as a score would.
fn place(served: &Served, account: i64, stage: &str, from: &str) {
    let written = served.house.store.write(|db| {
        db.execute(
            "UPDATE memberships SET until_day = ?2
             WHERE account_id = ?1 AND family = 'stage' AND until_day IS NULL",
            (account, day(from).number()),
        )?;
        db.execute(
            "INSERT INTO memberships (account_id, family, value, from_day) VALUES (?1, 'stage', ?2, ?3)",
            (account, stage, day(from).number()),
        )?;
        Ok::<_, StoreError>(())
    });
    written.unwrap();
}

/// Proves C28.
#[test]
fn c28_the_first_use_asks_one_question_and_its_answer_lands_on_the_timeline() {
    let served = shop("2026-03-02");
    turn_on(&served, "first-use");
    tell(
        &served,
        &json!({"event": "first_use", "customer": "C1", "subject": "Shelf planner"}),
    );
    tell(
        &served,
        &json!({"event": "login", "customer": "C1", "subject": "Shelf planner"}),
    );
    let mails = arrived(&served);
    assert_eq!(mails.len(), 1, "one question in a life");
    let token = token_of(&served, "ann@x.example");
    assert!(
        mails[0].text.contains(&format!("/p/{token}")),
        "{}",
        mails[0].text
    );
    let page = served.get(&format!("/p/{token}")).text();
    assert!(page.contains("How did it go the first time?"), "{page}");
    // Looking answers nothing; what is no answer is refused.
    assert_eq!(
        served
            .post(&format!("/p/{token}/answer"), "answer=Whatever")
            .status,
        422
    );
    let form = "answer=I+got+there+in+the+end&words=the+%3Cb%3Edoors%3C%2Fb%3E+stuck";
    assert_eq!(served.post(&format!("/p/{token}/answer"), form).status, 200);
    served.wait_until_idle();
    served.post(&format!("/p/{token}/answer"), "answer=Very+well");
    served.wait_until_idle();
    let timeline = served.get("/customers/1").text();
    assert!(
        timeline.contains("Answered a question: How did it go the first time?"),
        "{timeline}"
    );
    assert!(
        timeline.contains("I got there in the end · the &#60;b&#62;doors&#60;/b&#62; stuck"),
        "{timeline}"
    );
    assert_eq!(
        served.number("SELECT COUNT(*) FROM events WHERE kind = 'survey'"),
        1
    );
    assert!(
        served
            .get(&format!("/p/{token}"))
            .text()
            .contains("Thank you for your answer")
    );
    let report = &served.get("/api/v1/triggers/first-use").json()["answers"];
    assert_eq!(
        (&report["asked"], &report["lines"][1]["customers"]),
        (&json!(1), &json!(1))
    );
}

/// Proves C29.
#[test]
fn c29_uses_1_10_and_100_bring_the_right_tip_once_each() {
    let served = shop("2026-03-02");
    for code in ["uses-1", "uses-10", "uses-100"] {
        turn_on(&served, code);
    }
    let uses = |customer: &str, quantity: u32| json!({"event": "usage", "customer": customer, "subject": "Reports", "quantity": quantity});
    let subjects = |served: &Served, who: &str| -> Vec<String> {
        let mails = arrived(served)
            .into_iter()
            .filter(|mail| mail.to.starts_with(who));
        mails.map(|mail| mail.subject).collect()
    };
    // 1, 5, 10, 11, 99, 100, 101 and 150 uses so far.
    for quantity in [1, 4, 5, 1, 88, 1, 1, 49] {
        tell(&served, &uses("C1", quantity));
    }
    assert_eq!(
        subjects(&served, "ann"),
        [
            "Reports: one thing that helps from the start",
            "Reports: the short cut after ten times",
            "A hundred times Reports: what would you change?",
        ]
    );
    // From nothing to fifteen is one step, and one tip.
    tell(&served, &uses("C2", 15));
    assert_eq!(
        subjects(&served, "ben"),
        ["Reports: the short cut after ten times"]
    );
}

/// Proves C32.
#[test]
fn c32_an_anniversary_on_a_leap_day_is_kept_by_a_person_who_gets_the_answer() {
    let first = shop("2026-02-20");
    let text = first.get("/api/v1/triggers/anniversary").json()["text"]
        .as_str()
        .unwrap()
        .to_owned();
    let text = text
        .replace("# [sender]", "[sender]")
        .replace("# name", "name")
        .replace("# email", "email");
    assert_eq!(
        first
            .post(
                "/triggers/anniversary/text",
                &format!("text={}", form(&text))
            )
            .status,
        303
    );
    turn_on(&first, "anniversary");
    // First orders on 29 February 2024 and 2 March 2025; 2026 has no leap day.
    assert_eq!(on(&first, "2026-02-27").mailbox.count(), 0);
    let eve = on(&first, "2026-02-28");
    let mails = arrived(&eve);
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(
        (mail.to.as_str(), mail.subject.as_str()),
        ("ann@x.example", "2 years with us: thank you")
    );
    assert_eq!(
        mail.from,
        "Anna Lindqvist, Tarn & Hollow Supplies <hello@tarnhollow.example>"
    );
    assert_eq!(mail.reply_to, "Anna Lindqvist <anna@example.com>");
    assert!(mail.text.contains("\nAnna Lindqvist"), "{}", mail.text);
    assert_eq!(on(&eve, "2026-03-01").mailbox.count(), 0);
    let ben = on(&eve, "2026-03-02");
    assert_eq!(arrived(&ben)[0].subject, "One year with us: thank you");
    // In a leap year the day itself is kept, and not the day before as well.
    assert_eq!(on(&ben, "2028-02-28").mailbox.count(), 0);
    assert_eq!(
        arrived(&on(&ben, "2028-02-29"))[0].subject,
        "4 years with us: thank you"
    );
}

/// Proves C33.
#[test]
fn c33_becoming_one_of_the_best_is_told_once_however_often_the_line_is_crossed() {
    let first = shop("2026-03-02");
    turn_on(&first, "top");
    place(&first, 1, "top", "2026-03-09");
    let second = on(&first, "2026-03-09");
    assert_eq!(
        arrived(&second)[0].subject,
        "You are one of our best customers"
    );
    for (stage, from) in [
        ("active", "2026-03-16"),
        ("top", "2026-03-23"),
        ("growing", "2026-03-30"),
        ("top", "2026-04-06"),
    ] {
        place(&second, 1, stage, from);
        assert_eq!(on(&second, from).mailbox.count(), 0, "{stage} on {from}");
    }
    assert_eq!(
        on(&second, "2026-04-06").number("SELECT COUNT(*) FROM enrolments"),
        1
    );
}

/// Proves C35.
#[test]
fn c35_whoever_goes_quiet_is_asked_and_reasons_and_recovery_add_up() {
    let first = shop("2026-03-02");
    turn_on(&first, "what-happened");
    for account in 1..=3 {
        place(&first, account, "at_risk", "2026-03-09");
    }
    let second = on(&first, "2026-03-09");
    assert_eq!(second.mailbox.count(), 3);
    for (email, answer) in [
        ("ann@x.example", "It+was+too+expensive"),
        ("ben@x.example", "I+simply+forgot"),
    ] {
        let token = token_of(&second, email);
        assert_eq!(
            second
                .post(&format!("/p/{token}/answer"), &format!("answer={answer}"))
                .status,
            200
        );
        second.wait_until_idle();
    }
    let third = on(&second, "2026-03-20");
    upload(
        &third,
        "back.csv",
        "Order No,Customer No,Email,Order Date,Product,Net\n41,C2,ben@x.example,2026-03-19,Lamp,40.00\n",
    );
    let record = third.get("/api/v1/triggers/what-happened").json();
    let report = &record["answers"];
    let told: Vec<(String, u64, u64)> = report["lines"]
        .as_array()
        .unwrap()
        .iter()
        .chain([&report["silent"]])
        .map(|line| {
            let number = |key: &str| line[key].as_u64().unwrap();
            (
                line["answer"].as_str().unwrap().to_owned(),
                number("customers"),
                number("came_back"),
            )
        })
        .collect();
    assert_eq!(told[1], ("It was too expensive".to_owned(), 1, 0));
    assert_eq!(told[4], ("I simply forgot".to_owned(), 1, 1));
    assert_eq!(told[5], ("No answer yet".to_owned(), 1, 0));
    // The lines add up to everybody asked: three asked, one back, a third of them.
    assert_eq!(told.iter().map(|line| line.1).sum::<u64>(), 3);
    assert_eq!(
        (&report["asked"], &report["came_back"]),
        (&json!(3), &json!(1))
    );
    let page = third.get("/triggers/what-happened").text();
    assert!(
        page.contains("(33 %)") && page.contains("I simply forgot"),
        "{page}"
    );
    // Quiet again within the year: asked once.
    place(&third, 1, "active", "2026-04-01");
    place(&third, 1, "at_risk", "2026-06-01");
    assert_eq!(on(&third, "2026-06-01").mailbox.count(), 0);
}

/// Proves C77.
#[test]
fn c77_buying_a_pass_subscribes_to_its_news_with_the_order_as_the_ground_until_it_expires() {
    let first = shop("2026-03-02");
    turn_on(&first, "season-pass");
    upload(
        &first,
        "pass.csv",
        "Order No,Customer No,Email,Order Date,Product,Net\n51,C1,ann@x.example,2026-03-02,Season pass 2026,99.00\n",
    );
    let told = first
        .word("SELECT list || '|' || basis || '|' || (until_day - from_day) FROM list_members");
    assert_eq!(
        told,
        "Season pass|Season pass 2026, order 51, 2 Mar 2026|365"
    );
    let alert =
        "list=Season+pass&subject=Doors+open+at+%7B%7B7*7%7D%7D&text=Bring+a+friend.%0A%0ASee+you.";
    let second = serve(first.folder.path(), day("2026-06-01"));
    assert_eq!(second.post("/triggers/alert", alert).status, 303);
    second.wait_until_idle();
    // Sent by two fingers: told once.
    second.post("/triggers/alert", alert);
    second.wait_until_idle();
    let mails = arrived(&second);
    assert_eq!(mails.len(), 1);
    assert_eq!(
        (mails[0].to.as_str(), mails[0].subject.as_str()),
        ("ann@x.example", "Doors open at {{7*7}}")
    );
    assert!(mails[0].text.contains("Bring a friend.") && mails[0].text.contains("See you."));
    // The year is over.
    let third = serve(second.folder.path(), day("2027-03-03"));
    assert_eq!(third.post("/triggers/alert", alert).status, 422);
    assert_eq!(third.mailbox.count(), 0);
}

#[test]
fn a_trigger_that_is_turned_off_ends_what_has_not_left_and_a_look_twice_is_a_look_once() {
    let first = shop("2026-03-02");
    turn_on(&first, "thanks");
    upload(
        &first,
        "more.csv",
        "Order No,Customer No,Email,Order Date,Product,Net\n61,C1,ann@x.example,2026-03-02,Desk,300.00\n",
    );
    desk::keep_up(&first.house, &Silent).unwrap();
    desk::keep_up(&first.house, &Silent).unwrap();
    assert_eq!(first.number("SELECT COUNT(*) FROM planned_touches"), 1);
    assert!(
        first
            .get("/triggers/thanks")
            .text()
            .contains("1 message that waits will not leave")
    );
    assert_eq!(first.post("/triggers/thanks/off", "").status, 303);
    let later = on(&first, "2026-03-05");
    assert_eq!(later.mailbox.count(), 0);
    assert_eq!(
        later.word("SELECT state || ': ' || reason FROM ledger"),
        "skipped: campaign stopped"
    );
    // Campaigns, results and today speak of presses alone.
    assert_eq!(later.get("/api/v1/campaigns").json(), json!([]));
    assert_eq!(later.get("/api/v1/results").json(), json!([]));
    assert_eq!(
        later.get("/api/v1/today").json()["work"]["campaigns_running"],
        0
    );
}

fn form(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
