//! Customers put right by hand, over HTTP: reviewed, merged, corrected, archived, taken back.

use crate::client;
use crate::fixture::{PRESS_DAY, serve_empty};

/// Three customers and what they bought.
const ORDERS: &str = "Order No,Customer No,Customer Name,E-mail,Order Date,Product,Net\n\
    1,C1,Ann Alder,ann@alder.example,2025-03-01,Bolts,12.50\n\
    2,C2,Anne Alder,anne@mail.example,2025-04-02,Nuts,30.00\n\
    3,C3,Ben Birch,ben@birch.example,2025-06-03,Bolts,12.50\n";

#[test]
fn a_customer_is_merged_corrected_and_taken_back_on_its_history_page() {
    let served = serve_empty(PRESS_DAY);
    client::upload(served.address, "orders.csv", ORDERS);
    served.wait_until_idle();
    assert_eq!(served.post("/customers/1/merge", "other=2").status, 303);
    let page = served.get("/customers/1/history").text();
    assert!(page.contains("Merged account 2 into account 1"), "{page}");
    let step = page
        .split("/customers/1/undo/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap()
        .to_owned();
    assert_eq!(served.get("/customers/2/history").status, 404);
    assert_eq!(
        served.post(&format!("/customers/1/undo/{step}"), "").status,
        303
    );
    assert_eq!(served.get("/customers/2/history").status, 200);
    let correction = "field=email&was=ann%40alder.example&value=ann%40new.example";
    assert_eq!(served.post("/customers/1/correct", correction).status, 303);
    let page = served.get("/customers/1/history").text();
    assert!(
        page.contains("corrected by hand") && page.contains("ann@new.example"),
        "{page}"
    );
    assert_eq!(
        served
            .post("/customers/1/correct", "field=email&value=nonsense")
            .status,
        422
    );
    assert_eq!(served.post("/customers/1/split", "row=1:99").status, 422);
    assert_eq!(served.get("/customers/99/history").status, 404);
}

#[test]
fn review_returned_mail_and_health_have_their_pages() {
    let served = serve_empty(PRESS_DAY);
    client::upload(served.address, "orders.csv", ORDERS);
    served.wait_until_idle();
    assert!(
        served
            .get("/review")
            .text()
            .contains("Is this one customer?")
    );
    assert_eq!(
        served.post("/review", "one=1&other=2&says=apart").status,
        303
    );
    assert_eq!(served.post("/customers/1/merge", "other=2").status, 422);
    assert_eq!(
        served.post("/review", "one=1&other=2&says=maybe").status,
        422
    );
    let page = served.get("/reach").text();
    assert!(page.contains("Nobody has to be called."), "{page}");
    assert_eq!(
        served
            .post("/reach/letters", "letters=L-000009&reason=moved")
            .status,
        303
    );
    assert_eq!(served.post("/reach/1/archive", "").status, 422);
    let page = served.get("/health").text();
    assert!(
        page.contains("of 100 points") && page.contains("no letter can go to them"),
        "{page}"
    );
    let book = served.get("/workbook");
    assert_eq!(book.status, 200);
}
