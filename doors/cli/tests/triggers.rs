//! Messages that leave by themselves, on the command line: the same as on pages, to a real mailbox.

use crate::program::Program;

const ORDERS: &str = "Order No,Customer No,First name,Last name,Email,Order Date,Product,Net\n\
    1,C1,Ann,Alder,ann@x.example,2025-08-01,Oak shelf,100.00\n";

/// Proves C25 and C31 on the command line.
#[test]
fn c25_c31_events_told_on_the_command_line_send_one_mail_each() {
    let program = Program::new();
    let run = |args: &[&str]| {
        let done = program.run(args);
        assert_eq!(done.code, Some(0), "{args:?}: {}{}", done.out, done.err);
        done.out
    };
    let file = |name: &str, text: &str| {
        let path = program.home.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    for (field, value) in [
        ("name", "Hollins Supply"),
        ("street", "1 Long Lane"),
        ("city", "Leeds"),
        ("email", "hello@hollins.example"),
    ] {
        run(&["business", "set", field, value]);
    }
    run(&[
        "import",
        &file("orders.csv", ORDERS),
        "--as-of",
        "2026-03-02",
    ]);
    let shown = run(&["triggers", "show", "renewal", "--as-of", "2026-03-02"]);
    assert!(
        shown.contains("Off. If you turn it on now, nobody enters today."),
        "{shown}"
    );
    for code in ["renewal", "cart"] {
        run(&["triggers", "on", code, "--as-of", "2026-03-02"]);
    }
    let events = file(
        "events.json",
        "{\"event\":\"subscription\",\"customer\":\"C1\",\"subject\":\"Gold plan\",\"until\":\"2026-03-31\"}\n\
         {\"event\":\"cart\",\"customer\":\"C1\",\"subject\":\"Walnut table\"}\n",
    );
    let told = run(&["events", &events, "--to-mailbox", "--as-of", "2026-03-02"]);
    assert!(
        told.contains("2 events told, 2 new on timelines; 1 e-mail left."),
        "{told}"
    );
    let later = run(&["deliver", "--to-mailbox", "--as-of", "2026-03-17"]);
    assert!(later.contains("1 e-mails, 0 letters"), "{later}");
    let list = run(&["triggers", "list", "--json"]);
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let sent = |code: &str| {
        let all = list.as_array().unwrap();
        all.iter().find(|one| one["code"] == code).unwrap()["state"]["sent"].clone()
    };
    assert_eq!((sent("renewal"), sent("cart")), (1.into(), 1.into()));
    run(&["triggers", "off", "cart"]);
    assert_eq!(program.run(&["triggers", "on", "nonsense"]).code, Some(5));
    assert_eq!(
        program.run(&["triggers", "save", "cart", &events]).code,
        Some(2)
    );
}
