//! Sharing and rewards by command: the offer, a link, points and what they buy, a theme.

use crate::program::Program;

const ORDERS: &str = "Order number,Order date,Customer number,Customer name,Email,Total\n\
    1,2026-01-05,K1,Ann Alder,ann@alder.example,100.00\n\
    2,2026-03-02,K1,Ann Alder,ann@alder.example,250.00\n";

fn shop() -> (Program, String) {
    let program = Program::new();
    program.set_sender();
    let path = program.home.path().join("orders.csv");
    std::fs::write(&path, ORDERS).unwrap();
    let done = program.run(&["import", "--currency", "EUR", path.to_str().unwrap()]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    let ann = program.number("SELECT id FROM accounts").to_string();
    (program, ann)
}

/// Proves C24, C34 and C74 by command.
#[test]
fn c24_c34_c74_links_are_given_out_by_command() {
    let (program, ann) = shop();
    assert_eq!(
        program.run(&["referrals", "link", &ann]).code,
        Some(4),
        "nothing is offered yet"
    );
    let offer = program.json(&["referrals", "offer", "--on", "--percent", "15"]);
    assert_eq!(
        (offer["is_on"].as_bool(), offer["percent"].as_i64()),
        (Some(true), Some(15))
    );
    let link = program.json(&["referrals", "link", &ann]);
    assert!(link["address"].as_str().unwrap().contains("/r/"));
    assert_eq!(
        program.json(&["referrals", "link", &ann]),
        link,
        "the same one again"
    );
    assert_eq!(program.run(&["referrals", "link", "99"]).code, Some(5));
    assert_eq!(program.json(&["referrals", "show"])["total"]["links"], 1);
    assert_eq!(
        program.run(&["referrals", "offer", "--percent", "95"]).code,
        Some(2)
    );
    let file = program.home.path().join("theme.json");
    std::fs::write(
        &file,
        r#"{"name":"Spring","title":"Come in","kind":"flyer","cells":"P5F1"}"#,
    )
    .unwrap();
    let saved = program.json(&["themes", "save", file.to_str().unwrap()]);
    assert_eq!(saved["theme"]["cells"], "P5F1");
    let link = program.json(&["themes", "link", "1", &ann]);
    assert!(link["address"].as_str().unwrap().contains("/t/"));
    assert_eq!(program.json(&["themes", "show", "1"])["total"]["links"], 2);
    assert_eq!(program.json(&["themes", "list"])[0]["name"], "Spring");
    assert_eq!(
        program
            .run(&["themes", "save", file.to_str().unwrap()])
            .code,
        Some(2),
        "the name is taken"
    );
}

/// Proves C76 by command: 250 points for the order of the first day, none for the one before.
#[test]
fn c76_points_are_earned_and_redeemed_by_command() {
    let (program, ann) = shop();
    let day = ["--as-of", "2026-03-02"];
    let run = |args: &[&str]| program.json(&[args, &day].concat());
    run(&[
        "points",
        "rules",
        "--on",
        "--worth-minor",
        "10",
        "--perk",
        "Skip the queue=50",
    ]);
    assert_eq!(run(&["points", "show", &ann])["balance"], 250);
    assert_eq!(run(&["points", "show"])["liability_minor"], 2_500);
    let voucher = run(&["points", "redeem", &ann, "--points", "200"]);
    assert_eq!(
        (
            voucher["worth_minor"].as_i64(),
            voucher["code"].as_str().unwrap().len()
        ),
        (Some(2_000), 12)
    );
    run(&["points", "redeem", &ann, "--perk", "skip the queue"]);
    assert_eq!(
        program
            .run(&["points", "redeem", &ann, "--points", "100", day[0], day[1]])
            .code,
        Some(2)
    );
    assert_eq!(run(&["referrals", "errands"]).as_array().unwrap().len(), 1);
    assert_eq!(
        program.run(&["points", "cancel", "1", day[0], day[1]]).code,
        Some(0)
    );
    let left = run(&["points", "show"]);
    assert_eq!(
        (left["outstanding"].as_i64(), left["redeemed"].as_i64()),
        (Some(200), Some(-50))
    );
}
