//! Themes through their door: a page to pass on, every share traced, generations that add up; a flyer
//! asks for one call and says what product categories its readers bought.

use crate::fixture::{PRESS_DAY, Served, serve};
use crate::sharing::{account, code_on, come, get_as, import, path_of, shop};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// The smallest PNG there is.
const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

const SPRING: &str = "name=Spring&kind=microsite&title=Come+to+our+garden+day&cells=&picture=garden.png\
    &text=Cake+for+everybody.%0A%0A%3Cscript%3Ealert(1)%3C%2Fscript%3E&video=https%3A%2F%2Fvideo.example%2Fwatch";

/// A shop with a theme; gives its number.
fn with_theme(form: &str) -> (Served, i64) {
    let served = shop();
    let folder = served.folder.path().join("pictures");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("garden.png"), PNG).unwrap();
    assert_eq!(
        served
            .post("/referrals/offer", "is_on=yes&percent=15&days=30")
            .status,
        303
    );
    let answer = served.post("/themes", form);
    assert_eq!(answer.status, 303, "{}", answer.text());
    (served, 1)
}

/// A customer's link to a theme, made on its page.
fn link_of(served: &Served, theme: i64, customer: i64) -> String {
    served.post(
        &format!("/themes/{theme}/link"),
        &format!("customer={customer}"),
    );
    let page = served.get(&format!("/themes/{theme}?of={customer}")).text();
    let address = page.split("<span class=\"code\">").nth(1).unwrap();
    path_of(address.split('<').next().unwrap())
}

/// Proves C74.
#[test]
fn c74_a_page_has_preview_tags_and_plain_share_links_and_each_share_is_traced() {
    let (served, theme) = with_theme(SPRING);
    let link = link_of(&served, theme, account(&served, "K1"));
    let answer = get_as(&served, "GET", &link, FIREFOX);
    let page = answer.text();
    for part in [
        "<meta property=\"og:title\" content=\"Come to our garden day\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        "<meta property=\"og:image\" content=\"http://tarnhollow.example/picture/",
        "href=\"https://video.example/watch\"",
        "https://www.facebook.com/sharer/sharer.php?u=http%3A%2F%2Ftarnhollow.example%2Ft%2F",
        "https://x.com/intent/post?text=",
        "https://wa.me/?text=",
        "href=\"mailto:?subject=",
        "%3Fvia%3Dfacebook",
    ] {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
    assert!(
        !page.contains("<script") && !page.contains("<iframe"),
        "no script of anybody"
    );
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.contains("script-src 'self'") && policy.contains("img-src 'self'"));
    let picture = served.get(&link.replace("/t/", "/picture/"));
    assert_eq!(
        (picture.status, picture.header("content-type")),
        (200, Some("image/png"))
    );
    assert_eq!(picture.body, PNG);

    // Twice on Facebook, once by WhatsApp; two programs and a HEAD are nobody.
    get_as(&served, "GET", &format!("{link}?via=facebook"), FIREFOX);
    get_as(&served, "GET", &format!("{link}?via=facebook"), FIREFOX);
    get_as(&served, "GET", &format!("{link}?via=whatsapp"), FIREFOX);
    get_as(
        &served,
        "GET",
        &format!("{link}?via=facebook"),
        "facebookexternalhit/1.1",
    );
    get_as(&served, "GET", &link, "Twitterbot/1.0");
    get_as(&served, "HEAD", &link, FIREFOX);
    let one = served.get("/api/v1/themes/1").json();
    assert_eq!(
        (
            one["total"]["opened"].as_i64(),
            one["total"]["previews"].as_i64()
        ),
        (Some(4), Some(3))
    );
    let vias = serde_json::json!([["Facebook", 2], ["Passed on otherwise", 1], ["WhatsApp", 1]]);
    assert_eq!(one["vias"], vias);
    // The owner's own look is no visit.
    let shop_page = served.get("/themes/1").text();
    let look = shop_page
        .split("href=\"/t/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert!(look.ends_with("?via=look"));
    served.get(&format!("/t/{look}"));
    assert_eq!(served.get("/api/v1/themes/1").json()["total"]["opened"], 4);
}

/// Proves C73.
#[test]
fn c73_the_spread_of_a_theme_adds_up_by_generation() {
    let (served, theme) = with_theme(SPRING);
    let link = link_of(&served, theme, account(&served, "K1"));
    // Ann sends Dot and Eve; Dot, before she orders, sends Fay. Dot and Fay order, Eve does not.
    let dot = come(&served, &link, "Dot", "dot%40dale.example");
    come(&served, &link, "Eve", "eve%40elm.example");
    let address = served.get(&dot).text();
    let address = address.split("readonly value=\"").nth(1).unwrap();
    let dots_link = path_of(address.split('"').next().unwrap());
    assert!(
        dots_link.starts_with("/t/"),
        "a friend passes the same theme on"
    );
    let fay = come(&served, &dots_link, "Fay", "fay%40fir.example");
    let orders = format!(
        "Order number,Order date,Customer number,Customer name,Email,Phone,Total,Discount code\n\
         31,2026-03-02,K3,Dot Dale,dot@dale.example,,40.00,{}\n\
         32,2026-03-02,K5,Fay Fir,fay@fir.example,,30.00,{}\n",
        code_on(&served, &dot),
        code_on(&served, &fay)
    );
    import(&served, "later.csv", &orders);
    let one = served.get("/api/v1/themes/1").json();
    let names = [
        "generation",
        "links",
        "shared",
        "opened",
        "came",
        "ordered",
        "revenue_minor",
    ];
    let rows: Vec<[i64; 7]> = one["generations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| names.map(|name| line[name].as_i64().unwrap()))
        .collect();
    // The shop's own link was never opened; Ann's twice, by Dot and Eve; Dot's once, by Fay.
    let expected = [
        [0, 1, 0, 0, 0, 0, 0],
        [1, 1, 1, 2, 2, 1, 4_000],
        [2, 2, 1, 1, 1, 1, 3_000],
        [3, 1, 0, 0, 0, 0, 0],
    ];
    assert_eq!(rows, expected);
    let total: Vec<i64> = names[1..]
        .iter()
        .map(|name| one["total"][*name].as_i64().unwrap())
        .collect();
    let sums: Vec<i64> = (1..7)
        .map(|at| rows.iter().map(|row| row[at]).sum())
        .collect();
    assert_eq!(total, sums);
    assert!(
        served
            .get("/themes/1")
            .text()
            .contains("Links of those they sent")
    );
}

/// Proves C87.
#[test]
fn c87_a_click_on_a_flyer_asks_for_one_call_and_categories_are_measured() {
    let form = "name=Lamps&kind=flyer&title=New+lamps&text=Light.&video=&cells=&picture=";
    let (served, theme) = with_theme(form);
    let ann = account(&served, "K1");
    let link = link_of(&served, theme, ann);
    get_as(&served, "GET", &link, "Twitterbot/1.0");
    assert_eq!(
        served.number("SELECT COUNT(*) FROM errands"),
        0,
        "a preview is no click"
    );
    for _ in 0..3 {
        get_as(&served, "GET", &link, FIREFOX);
    }
    let errands = served.get("/api/v1/referrals").json()["errands"].clone();
    assert_eq!(errands.as_array().unwrap().len(), 1);
    assert_eq!(errands[0]["what"], "Call about «Lamps»: they opened it");
    assert_eq!(errands[0]["way"], "+44 20 7946 0101");
    assert!(served.get("/calls").text().contains("Call about «Lamps»"));

    // Before the click one category; in the days after two, one of them never bought in before.
    let served = serve(served.folder.path(), PRESS_DAY + 10);
    let orders = "Order number,Order date,Customer number,Customer name,Email,Product,Category,Quantity,Total\n\
        41,2026-02-27,K1,Ann Alder,ann@alder.example,Pot,Garden,1,10.00\n\
        42,2026-03-05,K1,Ann Alder,ann@alder.example,Lamp,Lighting,1,20.00\n\
        43,2026-03-06,K1,Ann Alder,ann@alder.example,Pot,Garden,1,10.00\n";
    import(&served, "categories.csv", orders);
    let change = served.get("/api/v1/themes/1").json()["categories"].clone();
    assert_eq!(
        change,
        serde_json::json!({ "customers": 1, "before": 1.0, "after": 2.0, "new": 1.0 })
    );
}
