//! The customer database kept true on its pages: one record each, what came back, what is missing.

use std::path::Path;

use crate::client;
use crate::fixture::{PRESS_DAY, Served, serve_empty};
use crate::papers::{
    FIRST_LIST, KINDS, ORDERS, PEOPLE, PRINTED, SECOND_LIST, broken_orders, correct_fifty_cells,
    cut_history, mailbox, sixty_people,
};

/// An empty workspace whose currency is known, with these files read in.
fn with_files(files: &[(&str, &str)]) -> Served {
    let served = serve_empty(PRESS_DAY);
    served
        .house
        .store
        .set_setting("currency_is_settled", &true)
        .unwrap();
    for (name, content) in files {
        assert_eq!(client::upload(served.address, name, content).status, 303);
        served.wait_until_idle();
    }
    served
}

/// Four customers to whom a letter went, and the mails that came back.
fn with_returns() -> Served {
    let served = with_files(&[("people.csv", PEOPLE), ("orders.csv", ORDERS)]);
    served
        .house
        .store
        .write(|db| Ok::<_, store::StoreError>(db.execute_batch(PRINTED)?))
        .unwrap();
    served
}

/// Sends a file to a form of ours, and gives the page that follows.
fn give_file(served: &Served, form: &str, field: &str, name: &str, content: &[u8]) -> String {
    let answer = client::upload_to(served.address, form, field, name, content);
    match answer.header("location") {
        Some(page) => served.get(page).text(),
        None => answer.text(),
    }
}

/// The page after letters were typed in.
fn type_letters(served: &Served, letters: &str, reason: &str) -> String {
    let form = format!("letters={letters}&reason={reason}");
    let answer = served.post("/reach/letters", &form);
    served.get(answer.header("location").unwrap()).text()
}

/// Proves C12.
#[test]
fn c12_two_overlapping_lists_give_one_record_each_with_the_origin_of_every_field() {
    let served = with_files(&[("first.csv", FIRST_LIST), ("second.csv", SECOND_LIST)]);
    assert_eq!(served.get("/api/v1/customers").json()["total"], 3);
    let id = served.number("SELECT id FROM accounts WHERE name LIKE 'Ann Alder%'");
    let page = served.get(&format!("/customers/{id}/history")).text();
    let origin = |value: &str| {
        let row = page.split("<tr>").find(|row| row.contains(value));
        row.unwrap_or_else(|| panic!("{value} is not on the page: {page}"))
    };
    assert!(origin("Leeds").contains("first.csv, row 1"));
    assert!(origin("0113 4960001").contains("second.csv, row 1"));
}

/// Proves C13.
#[test]
fn c13_hard_and_soft_returns_are_counted_and_appear_on_the_people() {
    let served = with_returns();
    let page = give_file(
        &served,
        "/reach/files",
        "files",
        "returned.mbox",
        mailbox().as_bytes(),
    );
    assert!(page.contains("3 messages read"), "{page}");
    assert!(page.contains("2 hard") && page.contains("1 soft"), "{page}");
    let page = type_letters(&served, "L-000001%0D%0AL-000003%0D%0AL-000077", "moved");
    assert!(page.contains("2 returned letters taken in"), "{page}");
    assert!(page.contains("No letter has the number L-000077"), "{page}");
    // The same again by file: nothing is counted twice.
    let list = b"letter,reason\nL-000001,\nL-000003,moved\n";
    let page = give_file(&served, "/reach/files", "files", "letters.csv", list);
    assert!(page.contains("2 were taken in before"), "{page}");
    for (id, dead) in [(1, 2), (2, 1), (3, 1), (4, 0)] {
        let page = served.get(&format!("/customers/{id}")).text();
        let shown = page.matches("does not work").count() + page.matches("moved away").count();
        assert_eq!(shown, dead, "customer {id}: {page}");
    }
}

/// The same once the mails were taken in and two letters typed in as returned.
fn with_returns_taken_in() -> Served {
    let served = with_returns();
    give_file(
        &served,
        "/reach/files",
        "files",
        "returned.mbox",
        mailbox().as_bytes(),
    );
    type_letters(&served, "L-000001%0D%0AL-000003", "unknown");
    served
}

/// Proves C14.
#[test]
fn c14_only_who_neither_mail_nor_post_reaches_may_be_archived_and_comes_back_whole() {
    let served = with_returns_taken_in();
    let proposed = |page: &str| -> Vec<i64> {
        (1..=4)
            .filter(|id| page.contains(&format!("/reach/{id}/archive")))
            .collect()
    };
    assert_eq!(
        proposed(&served.get("/reach").text()),
        [1],
        "of four cases only both"
    );
    let revenue = "SELECT SUM(net_minor) FROM orders";
    let before = (served.number(revenue), served.get("/customers/1").text());
    assert_eq!(served.post("/reach/2/archive", "").status, 422);
    assert_eq!(served.post("/reach/1/archive", "").status, 303);
    assert_eq!(served.number(revenue), before.0);
    let named = "SELECT COUNT(*) FROM accounts WHERE id = 1 AND name <> ''";
    assert_eq!(served.number(named), 0, "its name is erased");
    let step = served.number("SELECT MAX(id) FROM steps");
    assert_eq!(
        served.post(&format!("/customers/1/undo/{step}"), "").status,
        303
    );
    let after = served.get("/customers/1").text();
    for kept in ["Anna Berg", "a@berg.example", "Weg 1"] {
        assert!(before.1.contains(kept) && after.contains(kept), "{kept}");
    }
    assert_eq!(served.number(revenue), before.0);
}

/// Proves C15.
#[test]
fn c15_one_call_each_names_the_failed_address_and_new_data_ends_it_for_good() {
    let served = with_returns_taken_in();
    let calls = |page: &str| page.matches("action=\"/reach/tasks/").count();
    let page = served.get("/reach").text();
    assert_eq!(calls(&page), 2, "{page}");
    for told in ["o@lang.example no longer works", "Weg 3", "0721 5550102"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let new = "field=email&was=o%40lang.example&value=otto%40neu.example";
    served.post("/customers/2/correct", new);
    let moved =
        "Customer no,First name,Last name,Street,Town,Postcode\nK3,Eva,Neu,Gasse 9,Bonn,53119\n";
    client::upload(served.address, "moved.csv", moved);
    served.wait_until_idle();
    assert_eq!(calls(&served.get("/reach").text()), 0);
    let page = type_letters(&served, "L-000003", "moved");
    assert_eq!(calls(&page), 0, "the same address is not asked about again");
}

/// Proves C66.
#[test]
fn c66_breaking_a_tenth_of_a_file_lowers_the_score_and_names_what_it_costs() {
    let points = |broken: usize| -> (i64, String) {
        let served = with_files(&[("orders.csv", &broken_orders(broken))]);
        let page = served.get("/health").text();
        let shown = page.split("<div class=\"figure\"><b>").nth(1).unwrap();
        (shown.split('<').next().unwrap().parse().unwrap(), page)
    };
    let ((whole, whole_page), (broken, page)) = (points(0), points(20));
    assert!(broken < whole, "{broken} of {whole}");
    assert!(!whole_page.contains("make good customers look poor"));
    assert!(page.contains("make good customers look poor"), "{page}");
    assert!(page.contains("20 of 200"), "{page}");
}

/// Proves C68.
#[test]
fn c68_a_history_cut_at_twelve_months_is_told_with_date_and_people() {
    let (orders, people) = cut_history();
    let served = with_files(&[("orders.csv", &orders), ("people.csv", &people)]);
    let page = served.get("/data/gaps").text();
    for told in ["25 customers", "at least", "1 Jan 2025"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let page = served.get("/customers/1").text();
    assert!(page.contains("customer for at least 1"), "{page}");
}

/// Proves C69.
#[test]
fn c69_vendors_and_staff_are_filtered_by_kind_and_never_in_a_campaign() {
    let orders = "Order no,Date,Customer no,Amount\n1,2025-06-05,1,4.00\n2,2025-06-05,2,4.00\n3,2025-06-06,3,90.00\n";
    let served = with_files(&[("people.csv", KINDS), ("orders.csv", orders)]);
    for (kind, name) in [("vendor", "Timber Mill"), ("staff", "Own Clerk")] {
        let list = served.get(&format!("/customers?kind={kind}")).text();
        assert!(list.contains(name), "{kind}: {list}");
        assert!(!list.contains("Ann Alder"), "{kind}: {list}");
    }
    for page in ["/segments", "/customers"] {
        let list = served.get(&format!("{page}?rule=kind+%3D+vendor")).text();
        assert!(list.contains("Timber Mill"), "{page}: {list}");
        assert!(!list.contains("Own Clerk"), "{page}: {list}");
    }
    let all: Vec<String> = (1..=5)
        .flat_map(|past| (1..=5).map(move |future| format!("cell=P{past}F{future}")))
        .collect();
    served.post("/run/rehearse", &format!("large=1&{}", all.join("&")));
    served.wait_until_idle();
    let plan = served.get("/run").text();
    assert!(plan.contains("Ann Alder"), "{plan}");
    for never in ["Timber Mill", "Own Clerk"] {
        assert!(!plan.contains(never), "{never}");
    }
}

/// Proves C95.
#[test]
fn c95_fifty_cells_changed_in_the_workbook_are_shown_applied_once_and_taken_back() {
    let served = with_files(&[("people.csv", &sixty_people())]);
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let read = |path: &Path| std::fs::read(path).unwrap();
    std::fs::write(place("out.xlsx"), served.get("/workbook").body).unwrap();
    let page = give_file(
        &served,
        "/workbook",
        "file",
        "out.xlsx",
        &read(&place("out.xlsx")),
    );
    assert!(page.contains("0 cells were changed"), "{page}");
    correct_fifty_cells(&place("out.xlsx"), &place("back.xlsx"));
    let page = give_file(
        &served,
        "/workbook",
        "file",
        "back.xlsx",
        &read(&place("back.xlsx")),
    );
    assert!(page.contains("50 cells were changed"), "{page}");
    assert_eq!(page.matches("data-label=\"Becomes\"").count(), 50);
    let marias = "SELECT COUNT(*) FROM people WHERE first_name LIKE '%-Maria'";
    assert_eq!(served.number(marias), 0, "shown first");
    let answer = served.post("/workbook/apply", "changes=50");
    let page = served.get(answer.header("location").unwrap()).text();
    assert!(
        page.contains("50 cells changed") && page.contains(">Undo<"),
        "{page}"
    );
    assert_eq!(served.number(marias), 20);
    assert_eq!(served.number("SELECT COUNT(*) FROM tags"), 5);
    // A second press finds nothing left to apply.
    assert_eq!(served.post("/workbook/apply", "changes=50").status, 422);
    let undo = page
        .split("action=\"")
        .find(|part| part.contains("/undo/"))
        .unwrap();
    served.post(undo.split('"').next().unwrap(), "");
    assert_eq!(served.number(marias), 0);
    assert_eq!(served.number("SELECT COUNT(*) FROM tags"), 0);
}
