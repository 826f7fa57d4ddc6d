//! Referral through its door: a link is opened, a friend leaves name and e-mail, orders, and who sent
//! him is credited and thanked once.

use store::StoreError;

use crate::client::{self, Answer};
use crate::fixture::{PRESS_DAY, Served, serve_empty};

/// A browser that a person uses.
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// Orders of two customers before anybody shares anything.
pub(crate) const FIRST_ORDERS: &str = "Order number,Order date,Customer number,Customer name,Email,Phone,Total,Discount code\n\
    1,2026-01-05,K1,Ann Alder,ann@alder.example,+44 20 7946 0101,100.00,\n\
    2,2026-02-05,K1,Ann Alder,ann@alder.example,+44 20 7946 0101,100.00,\n\
    3,2026-01-20,K2,Bob Birch,bob@birch.example,+44 20 7946 0102,80.00,\n";

/// An empty shop with these orders read in and everybody placed.
pub(crate) fn shop() -> Served {
    let served = serve_empty(PRESS_DAY);
    served.house.store.set_business(&testkit::owner()).unwrap();
    import(&served, "orders.csv", FIRST_ORDERS);
    served
}

/// Reads a file in and brings everything up to date.
pub(crate) fn import(served: &Served, name: &str, text: &str) {
    let path = served.folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    desk::import_file(&served.house, &path, &store::Silent).unwrap();
    desk::prepare(&served.house, &store::Silent).unwrap();
}

/// The account with this number.
pub(crate) fn account(served: &Served, number: &str) -> i64 {
    served.number(&format!(
        "SELECT id FROM accounts WHERE number = '{number}'"
    ))
}

/// Asks for a page as this program.
pub(crate) fn get_as(served: &Served, method: &str, path: &str, agent: &str) -> Answer {
    let host = served.address.to_string();
    let headers = [("host", host.as_str()), ("user-agent", agent)];
    client::send(served.address, method, path, &headers, b"")
}

/// The path behind the host of an address.
pub(crate) fn path_of(address: &str) -> String {
    format!("/{}", address.splitn(4, '/').nth(3).unwrap())
}

/// Opens a link and fills its form; gives the path of the friend's own page.
pub(crate) fn come(served: &Served, link: &str, name: &str, email: &str) -> String {
    let page = get_as(served, "GET", link, FIREFOX).text();
    let token = page.split("name=\"token\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let form = format!("token={token}&name={name}&email={email}&agreed=yes");
    let answer = served.post(link, &form);
    assert_eq!(answer.status, 303, "{}", answer.text());
    // Sent twice is once.
    assert_eq!(
        served.post(link, &form).header("location"),
        answer.header("location")
    );
    answer.header("location").unwrap().to_owned()
}

/// The code on a friend's page.
pub(crate) fn code_on(served: &Served, page: &str) -> String {
    let text = served.get(page).text();
    let code = text.split("<b class=\"code\">").nth(1).unwrap();
    code.split('<').next().unwrap().to_owned()
}

/// The link of a customer, made by the button on the own page.
pub(crate) fn link_of(served: &Served, account: i64) -> String {
    served.post(&format!("/customers/{account}/link"), "");
    let page = served.get(&format!("/customers/{account}")).text();
    let address = page.split("readonly value=\"").nth(1).unwrap();
    path_of(address.split('"').next().unwrap())
}

fn orders_with(code: &str) -> String {
    format!(
        "Order number,Order date,Customer number,Customer name,Email,Phone,Total,Discount code\n\
         10,2026-03-01,K9,Cid Cedar,cid@cedar.example,+44 20 7946 0109,50.00,\n\
         11,2026-03-02,K3,Dot Dale,dot@dale.example,+44 20 7946 0103,40.00,{code}\n"
    )
}

/// Proves C24 and C34.
#[test]
fn c24_c34_a_friend_orders_and_who_sent_him_is_credited_and_thanked_once() {
    let served = shop();
    let ann = account(&served, "K1");
    assert_eq!(
        served.post(&format!("/customers/{ann}/link"), "").status,
        422
    );
    served.post("/referrals/offer", "is_on=yes&percent=15&days=30");
    let link = link_of(&served, ann);
    let friend = come(&served, &link, "Dot+Dale", "dot%40dale.example");
    let code = code_on(&served, &friend);
    assert_eq!(code.len(), 12);
    assert!(
        served
            .get(&friend)
            .text()
            .contains("15 percent off your first order")
    );
    let lead = served
        .word("SELECT name || '|' || email || '|' || came_day || '|' || agreed_at FROM friends");
    assert_eq!(lead, "Dot Dale|dot@dale.example|20514|2026-03-02T09:00:00Z");
    assert!(
        served
            .get("/referrals")
            .text()
            .contains("has not ordered yet")
    );

    import(&served, "later.csv", &orders_with(&code));
    for _ in 0..3 {
        desk::prepare(&served.house, &store::Silent).unwrap();
    }
    let dot = account(&served, "K3");
    let one = served.get("/api/v1/referrals").json();
    assert_eq!(one["friends"][0]["verdict"], "credited");
    assert_eq!(one["friends"][0]["sharer"], ann);
    assert_eq!(one["friends"][0]["account_id"], dot);
    // Opened once by a person: 1 link, 1 shared, 1 came, 1 ordered for 40.00; Dot's own link waits.
    let [first, second] = [&one["generations"][0], &one["generations"][1]];
    let figures = [
        "links",
        "shared",
        "opened",
        "came",
        "ordered",
        "revenue_minor",
    ];
    assert_eq!(
        figures.map(|name| first[name].as_i64().unwrap()),
        [1, 1, 1, 1, 1, 4_000]
    );
    assert_eq!(
        figures.map(|name| second[name].as_i64().unwrap()),
        [1, 0, 0, 0, 0, 0]
    );
    assert_eq!(served.number("SELECT COUNT(*) FROM referrals"), 1);
    assert_eq!(one["errands"].as_array().unwrap().len(), 1, "thanked once");
    let thanks = one["errands"][0]["what"].as_str().unwrap();
    assert_eq!(
        thanks,
        "Say thank you: Dot Dale, whom they sent, has ordered"
    );

    let page = served.get(&format!("/customers/{ann}")).text();
    assert!(
        page.contains(">Advocate<"),
        "the first referral sets the stage"
    );
    assert!(page.contains("Brought a new customer: Dot Dale"));
    let id = one["errands"][0]["id"].as_i64().unwrap();
    served.post(&format!("/errands/{id}"), "outcome=done");
    desk::prepare(&served.house, &store::Silent).unwrap();
    let after = served.get("/api/v1/referrals").json();
    assert_eq!(after["errands"].as_array().unwrap().len(), 0);
    served.post(&format!("/errands/{id}"), "outcome=open");
    assert!(served.get("/referrals").text().contains("Say thank you"));
}

/// Proves C24.
#[test]
fn c24_known_customers_households_and_orders_taken_back_earn_nothing() {
    let served = shop();
    let ann = account(&served, "K1");
    served.post("/referrals/offer", "is_on=yes&percent=15&days=30");
    let link = link_of(&served, ann);
    let code = |name: &str, email: &str| code_on(&served, &come(&served, &link, name, email));
    let own = code("Ann", "ann%40private.example");
    let known = code("Bob", "bob%40birch.example");
    let household = code("Zoe", "zoe%40alder.example");
    let new = code("Dot", "dot%40dale.example");
    let orders = format!(
        "Order number,Order date,Customer number,Customer name,Email,Phone,Total,Discount code\n\
         21,2026-03-02,K1,Ann Alder,ann@alder.example,+44 20 7946 0101,10.00,{own}\n\
         22,2026-03-02,K2,Bob Birch,bob@birch.example,+44 20 7946 0102,10.00,{known}\n\
         23,2026-03-02,K4,Zoe Elm,zoe@alder.example,+44 20 7946 0101,10.00,{household}\n\
         24,2026-03-02,K3,Dot Dale,dot@dale.example,+44 20 7946 0103,10.00,{new}\n"
    );
    import(&served, "later.csv", &orders);
    let told = |name: &str| {
        let one = served.get("/api/v1/referrals").json();
        let friends = one["friends"].as_array().unwrap().clone();
        let friend = friends
            .iter()
            .find(|friend| friend["name"] == name)
            .unwrap()
            .clone();
        friend["verdict"].as_str().unwrap().to_owned()
    };
    let found = ["Ann", "Bob", "Zoe", "Dot"].map(told);
    assert_eq!(
        found,
        ["own_link", "known_customer", "household", "credited"]
    );
    assert_eq!(served.number("SELECT COUNT(*) FROM referrals"), 1);

    let file = served.number("SELECT MAX(id) FROM sources");
    assert_eq!(served.post(&format!("/data/{file}/undo"), "").status, 303);
    served.wait_until_idle();
    desk::prepare(&served.house, &store::Silent).unwrap();
    assert_eq!(told("Dot"), "waiting");
    assert_eq!(
        served.number("SELECT COUNT(*) FROM referrals WHERE ended_day IS NULL"),
        0
    );
    let one = served.get("/api/v1/referrals").json();
    assert!(
        one["errands"].as_array().unwrap().is_empty(),
        "nobody is thanked for it"
    );
    let page = served.get(&format!("/customers/{ann}")).text();
    assert!(!page.contains(">Advocate<"), "{page}");
}

/// Proves C24: the form keeps nothing without consent, and programs are no visitors.
#[test]
fn c24_forms_without_consent_keep_nothing_and_programs_are_not_counted() {
    let served = shop();
    served.post("/referrals/offer", "is_on=yes&percent=15&days=30");
    let link = link_of(&served, account(&served, "K1"));
    let token = "0123456789abcdef0123456789abcdef";
    for (form, problem) in [
        (
            format!("token={token}&name=Dot&email=dot%40dale.example"),
            "tick the box",
        ),
        (
            format!("token={token}&name=&email=dot%40dale.example&agreed=yes"),
            "your name",
        ),
        (
            format!("token={token}&name=Dot&email=dot&agreed=yes"),
            "e-mail address",
        ),
        (
            "token=1&name=Dot&email=dot%40dale.example&agreed=yes".into(),
            "too old",
        ),
    ] {
        let answer = served.post(&link, &form);
        assert_eq!(answer.status, 422, "{form}");
        assert!(answer.text().contains(problem), "{form}");
    }
    assert_eq!(served.number("SELECT COUNT(*) FROM friends"), 0);
    get_as(&served, "HEAD", &link, FIREFOX);
    get_as(&served, "GET", &link, "Twitterbot/1.0");
    get_as(&served, "GET", &format!("{link}?via=x"), FIREFOX);
    let visits = served
        .word("SELECT SUM(opened) || ',' || SUM(previews) || ',' || MAX(via) FROM share_visits");
    assert_eq!(visits, "1,2,x");

    let friend = come(&served, &link, "Dot", "dot%40dale.example");
    let second = served.post(
        &link,
        &format!("token={token}&name=Dot&email=DOT%40dale.example&agreed=yes"),
    );
    assert!(second.text().contains("already"), "one code for an address");
    assert_eq!(served.post(&format!("{friend}/forget"), "").status, 303);
    let left = served.word("SELECT name || email || compare_key FROM friends");
    assert_eq!(left, "");
    let ended = served.house.store.read(|db| {
        Ok::<_, StoreError>(db.query_row(
            "SELECT COUNT(*) FROM friends WHERE forgotten_at IS NOT NULL",
            [],
            |row| row.get::<_, i64>(0),
        )?)
    });
    assert_eq!(ended.unwrap(), 1);
}
