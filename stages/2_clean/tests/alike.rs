//! Accounts held against each other by likeness: new ones, and those that look otherwise.

use std::sync::atomic::{AtomicBool, Ordering};

use clean::{Correction, clean, correct};
use store::Progress;

use crate::base::{Base, NOW};

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

/// Somebody who corrects an account by hand while accounts are compared, after all were read.
struct Meanwhile<'base> {
    base: &'base Base,
    number: &'static str,
    is_comparing: AtomicBool,
    is_done: AtomicBool,
}

impl Progress for Meanwhile<'_> {
    fn at(&self, step: &str, _done: u64, _total: u64) {
        if step.contains("listed twice") {
            self.is_comparing.store(true, Ordering::Relaxed);
        }
    }

    fn cancelled(&self) -> bool {
        if self.is_comparing.load(Ordering::Relaxed) && !self.is_done.swap(true, Ordering::Relaxed)
        {
            let of = format!("SELECT id FROM accounts WHERE number = '{}'", self.number);
            let correction = Correction {
                field: "email".into(),
                value: "other@post.example".into(),
                ..Correction::default()
            };
            correct(&self.base.store, self.base.number(&of), &[correction], NOW).unwrap();
        }
        false
    }
}

fn clean_while_correcting(base: &Base, number: &'static str) {
    let meanwhile = Meanwhile {
        base,
        number,
        is_comparing: AtomicBool::new(false),
        is_done: AtomicBool::new(false),
    };
    clean(&base.store, NOW, &meanwhile).unwrap();
    assert!(meanwhile.is_done.into_inner(), "there were pairs to settle");
}

#[test]
fn an_account_changed_while_accounts_are_compared_is_compared_again() {
    let waiting = "SELECT COALESCE(group_concat(a.number), '') FROM looks_changed c
                   JOIN accounts a ON a.id = c.account_id";
    let base = Base::new();
    let (first, second) = lists();
    base.take_text("shop.csv", &first);
    base.take_text("fair.csv", &second);
    // One of the accounts that are compared for the first time.
    clean_while_correcting(&base, "3");
    assert_eq!(base.list(waiting), "3");
    base.clean();
    assert_eq!(base.list(waiting), "");
    // One that is compared again, for it looked otherwise before the comparison began as well.
    let moved = first.replace("\n6,Laura,", "\n6,Lauretta,");
    let typed = "900,Peter,Lindgrenn,,0721 5500037,2 Mill Lane,Town1,10007\n";
    base.take_text("shop.csv", &(moved + typed));
    clean_while_correcting(&base, "6");
    assert_eq!(base.list(waiting), "6");
    base.clean();
    assert_eq!(base.list(waiting), "");
}
