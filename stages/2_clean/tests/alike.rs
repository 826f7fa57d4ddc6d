//! Accounts held against each other by likeness: new ones, and those that look otherwise.

use crate::base::Base;

/// Customers enough to learn from: as many in two lists, most of the second under another spelling.
fn lists() -> (String, String) {
    let mut first =
        "Customer no,First name,Last name,Email,Phone,Street,City,Postcode\n".to_owned();
    let mut second = "First name,Last name,Email,Phone,Street,City,Postcode\n".to_owned();
    let names = ["Anna", "Peter", "Clara", "Bruno", "Helen", "Oscar", "Laura"];
    let heads = [
        "Berg", "Lind", "Falk", "Novo", "Iver", "Kest", "Wex", "Zimm", "Jawor",
    ];
    let tails = ["mann", "gren", "ner", "tny", "sen", "ford"];
    for at in 0..240_usize {
        let (first_name, last) = (
            names[at % 7],
            format!("{}{}", heads[at % 9], tails[at / 9 % 6]),
        );
        let place = format!("{} Mill Lane,Town{},{}", 1 + at, at % 40, 10_000 + at * 7);
        let phone = format!("0721 55{:05}", at * 37);
        first.push_str(&format!(
            "{at},{first_name},{last},p{at}@mail.example,{phone},{place}\n"
        ));
        if at % 3 == 0 {
            let typed = last.replacen('n', "nn", 1);
            second.push_str(&format!(
                "{first_name},{typed}x,q{at}@post.example,,{place}\n"
            ));
        }
    }
    (first, second)
}

#[test]
fn an_account_whose_address_changed_is_compared_again() {
    let base = Base::new();
    let (first, second) = lists();
    base.take_text("shop.csv", &first);
    base.take_text("fair.csv", &second);
    base.clean();
    let header = "Customer no,First name,Last name,Email,Phone,Street,City,Postcode\n";
    let late = |place: &str| {
        format!(
            "{header}900,Anna,Bergmann,anna@mail.example,0731 111222,{place}\n901,Anna,Bergmann,a.b@post.example,,77 Quay,Hull,\n"
        )
    };
    base.take_text("late.csv", &late("5 Dock,Leeds,80333"));
    base.clean();
    let asked = "SELECT CAST(COALESCE(MAX(r.probability), 0) * 1000 AS INTEGER) FROM review_pairs r
                 JOIN accounts a ON a.id IN (r.one_id, r.other_id) WHERE a.number = '900'";
    let before = base.number(asked);
    base.run("UPDATE review_pairs SET later_at = '2026-01-01'");
    let waiting = base.number("SELECT COUNT(*) FROM review_pairs");
    base.take_text("late.csv", &late("77 Quay,Hull,90210"));
    base.clean();
    let after = base.number(asked);
    assert!(after > before, "{before} before the move, {after} after");
    assert_eq!(base.number("SELECT COUNT(*) FROM looks_changed"), 0);
    let put_off = base.number("SELECT COUNT(*) FROM review_pairs WHERE later_at IS NOT NULL");
    assert_eq!(put_off, waiting, "what was put off stays put off");
}

#[test]
fn an_import_that_changes_nobody_compares_nobody() {
    let base = Base::new();
    let (first, _) = lists();
    base.take_text("shop.csv", &first);
    base.clean();
    base.run("DELETE FROM settings WHERE key = 'linkage_model'");
    let mut lines: Vec<&str> = first.lines().collect();
    lines[1..].reverse();
    base.take_text("shop.csv", &lines.join("\n"));
    base.clean();
    let learned = base.number("SELECT COUNT(*) FROM settings WHERE key = 'linkage_model'");
    assert_eq!(
        learned, 0,
        "nobody looks otherwise, so nothing was compared"
    );
}
