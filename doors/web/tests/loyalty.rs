//! The loyalty programme through its door: points are earned, taken back, paid out once, and add up.

use std::thread;

use crate::fixture::Served;
use crate::sharing::{account, import, shop};

/// On: a point for each unit of money, worth a tenth of it, and a perk for 50.
const RULES: &str = "is_on=yes&points_per_unit=1&worth=0.10&least_points=100&expire_days=0\
    &referral_points=0&code_days=60&perks=Skip+the+queue+%3D+50";

const HEADER: &str = "Order number,Order date,Customer number,Customer name,Email,Phone,Total,Discount code,Status\n";

/// An order on the day the programme begins: 250.00 by Ann, 99.99 by Bob.
fn programme() -> (Served, i64) {
    let served = shop();
    assert_eq!(served.post("/loyalty", RULES).status, 303);
    let orders = format!(
        "{HEADER}11,2026-03-02,K1,Ann Alder,ann@alder.example,,250.00,,paid\n\
         12,2026-03-02,K2,Bob Birch,bob@birch.example,,99.99,,paid\n"
    );
    import(&served, "new.csv", &orders);
    let ann = account(&served, "K1");
    (served, ann)
}

fn voucher(served: &Served) -> String {
    served.word("SELECT code FROM vouchers WHERE cancelled_at IS NULL AND code IS NOT NULL")
}

/// Proves C76: 250 + 99 points, none for the 280.00 spent before the programme; 200 points are 20.00.
#[test]
fn c76_points_add_up_and_money_and_time_are_paid_once() {
    let (served, ann) = programme();
    for _ in 0..3 {
        desk::prepare(&served.house, &store::Silent).unwrap();
    }
    let sums = |name: &str| served.get("/api/v1/loyalty").json()[name].as_i64().unwrap();
    assert_eq!(
        ["by_orders", "outstanding", "liability_minor"].map(sums),
        [349, 349, 3_490]
    );
    let page = served.get(&format!("/customers/{ann}")).text();
    assert!(
        page.contains("<b>250</b>") && page.contains("Skip the queue"),
        "{page}"
    );

    // Money: the same form sent twice is one code; 50 points are left, and the perk takes them.
    let redeem = format!("/customers/{ann}/redeem");
    for _ in 0..2 {
        assert_eq!(
            served.post(&redeem, "request=r1&perk=&points=200").status,
            303
        );
    }
    assert_eq!(
        served.post(&redeem, "request=r2&perk=&points=100").status,
        422
    );
    assert_eq!(
        served
            .post(&redeem, "request=r3&perk=Skip+the+queue&points=")
            .status,
        303
    );
    assert_eq!(
        served
            .post(&redeem, "request=r4&perk=Skip+the+queue&points=")
            .status,
        422
    );
    let standing = served
        .get(&format!("/api/v1/customers/{ann}/points"))
        .json();
    assert_eq!(
        (
            standing["balance"].as_i64(),
            standing["vouchers"].as_array().unwrap().len()
        ),
        (Some(0), 2)
    );
    // 99 points of Bob's are worth 9.90, and the code 20.00.
    assert_eq!(
        ["redeemed", "outstanding", "liability_minor"].map(sums),
        [-250, 99, 2_990]
    );
    let errands = served.get("/api/v1/referrals").json()["errands"].clone();
    assert_eq!(
        errands[0]["what"],
        "Give what points were paid for: Skip the queue"
    );
    let timeline = served.get(&format!("/customers/{ann}")).text();
    assert!(
        timeline.contains("250 points: Order"),
        "the timeline tells it"
    );

    // The code is used in an order; from then on nothing is owed for it and it cannot be taken back.
    let order = format!(
        "{HEADER}13,2026-03-02,K1,Ann Alder,ann@alder.example,,0.50,{},paid\n",
        voucher(&served)
    );
    import(&served, "code.csv", &order);
    assert_eq!(sums("liability_minor"), 990);
    let money = served.number("SELECT id FROM vouchers WHERE perk = ''");
    assert_eq!(
        served
            .post(
                &format!("/vouchers/{money}/cancel"),
                &format!("account={ann}")
            )
            .status,
        422
    );
    let perk = served.number("SELECT id FROM vouchers WHERE perk <> ''");
    for _ in 0..2 {
        assert_eq!(
            served
                .post(
                    &format!("/vouchers/{perk}/cancel"),
                    &format!("account={ann}")
                )
                .status,
            303
        );
    }
    assert_eq!(["redeemed", "outstanding"].map(sums), [-200, 149]);
    assert!(
        served.get("/api/v1/referrals").json()["errands"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

/// Proves C76: an import taken back takes its points back, and brought back brings them again.
#[test]
fn c76_points_of_orders_taken_back_are_taken_back_once() {
    let (served, _) = programme();
    let sums = |name: &str| served.get("/api/v1/loyalty").json()[name].as_i64().unwrap();
    let file = served.number("SELECT MAX(id) FROM sources");
    assert_eq!(served.post(&format!("/data/{file}/undo"), "").status, 303);
    for _ in 0..2 {
        desk::prepare(&served.house, &store::Silent).unwrap();
    }
    assert_eq!(
        ["by_orders", "taken_back", "outstanding"].map(sums),
        [349, -349, 0]
    );
    assert_eq!(served.post(&format!("/data/{file}/again"), "").status, 303);
    for _ in 0..2 {
        desk::prepare(&served.house, &store::Silent).unwrap();
    }
    assert_eq!(sums("outstanding"), 349);
}

/// Proves C76: 50 at once, each a request of its own; the points are enough for two.
#[test]
fn c76_fifty_at_once_are_paid_what_there_is_and_no_more() {
    let (served, ann) = programme();
    let path = format!("/customers/{ann}/redeem");
    let paid = thread::scope(|scope| {
        let tries: Vec<_> = (0..50)
            .map(|at| {
                let (served, path) = (&served, &path);
                scope.spawn(move || {
                    served
                        .post(path, &format!("request=t{at}&perk=&points=100"))
                        .status
                })
            })
            .collect();
        tries
            .into_iter()
            .map(|one| one.join().unwrap())
            .filter(|status| *status == 303)
            .count()
    });
    assert_eq!(paid, 2);
    assert_eq!(
        served.number("SELECT COUNT(DISTINCT code) FROM vouchers"),
        2
    );
    let balance = served
        .get(&format!("/api/v1/customers/{ann}/points"))
        .json()["balance"]
        .as_i64();
    assert_eq!(balance, Some(50));
}
