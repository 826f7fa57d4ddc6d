//! Imports taken back, imported again, and stopped half way.

use std::sync::atomic::{AtomicI64, Ordering};

use clean::{CleanError, clean};
use store::{Progress, StoreError};

use crate::base::{Base, NOW};

const ORDERS: &str = "Order no,Date,Customer no,Email,Amount\n1,2026-05-05,K1,a@b.de,4.00\n2,2026-05-06,K2,c@d.de,5.00\n";

/// Everything a person sees of the base, without row numbers of the database.
fn picture(base: &Base) -> String {
    [
        "SELECT id || name || number || kind FROM accounts WHERE gone_at IS NULL ORDER BY id",
        "SELECT account_id || first_name || last_name FROM people WHERE gone_at IS NULL ORDER BY account_id, first_name, last_name",
        "SELECT account_id || kind || compare_key FROM contact_points WHERE gone_at IS NULL ORDER BY 1",
        "SELECT account_id || order_key || net_minor || status FROM orders ORDER BY order_key",
        "SELECT account_id || channel || basis FROM consents ORDER BY 1",
    ]
    .map(|sql| base.list(sql))
    .join("\n")
}

#[test]
fn an_import_taken_back_leaves_the_base_as_it_was() {
    let base = Base::new();
    base.take_text("orders.csv", ORDERS);
    base.clean();
    let before = picture(&base);
    let contacts = base.take_text("contacts.csv", "Customer no,First name,Last name,Email,Newsletter\nK1,Anna,Berg,a@b.de,no\nK9,Otto,Lang,otto@lang.de,yes\n");
    base.clean();
    assert_ne!(picture(&base), before);
    gather::undo(&base.store, contacts.source_id, NOW).unwrap();
    let report = base.clean();
    assert_eq!((report.sources, report.gone_accounts), (1, 1));
    assert_eq!(picture(&base), before);
    assert_eq!(base.clean().sources, 0);
}

#[test]
fn orders_taken_back_go_and_come_again_under_the_same_accounts() {
    let base = Base::new();
    base.take_text(
        "contacts.csv",
        "Customer no,First name,Last name,Email\nK1,Anna,Berg,a@b.de\n",
    );
    let orders = base.take_text("orders.csv", ORDERS);
    base.clean();
    let full = picture(&base);
    gather::undo(&base.store, orders.source_id, NOW).unwrap();
    let report = base.clean();
    assert_eq!(
        (report.orders_removed, report.revenue_minor, base.accounts()),
        (2, 0, 1)
    );
    assert_eq!(base.number("SELECT COUNT(*) FROM order_lines"), 0);
    base.take_text("orders.csv", ORDERS);
    assert_eq!(base.clean().revenue_minor, 900);
    assert_eq!(picture(&base), full);
}

#[test]
fn accounts_joined_by_a_file_part_again_when_it_is_taken_back() {
    let base = Base::new();
    base.take_text(
        "orders.csv",
        "Order no,Date,Customer no,Amount\n1,2026-01-05,K7,10.00\n",
    );
    base.take_text("list.csv", "Name,Mail\nAnna Berg,anna@berg.de\n");
    base.clean();
    let before = picture(&base);
    let joining = base.take_text(
        "crm.csv",
        "Customer no,First name,Last name,Email\nK7,Anna,Berg,anna@berg.de\n",
    );
    base.clean();
    assert_eq!(base.accounts(), 1);
    gather::undo(&base.store, joining.source_id, NOW).unwrap();
    base.clean();
    assert_eq!(picture(&base), before);
}

/// Stops after a number of questions whether to stop.
struct StopAfter(AtomicI64);

impl Progress for StopAfter {
    fn at(&self, _step: &str, _done: u64, _total: u64) {}
    fn cancelled(&self) -> bool {
        self.0.fetch_sub(1, Ordering::Relaxed) <= 0
    }
}

#[test]
fn stopped_anywhere_the_next_run_ends_in_the_same_base() {
    let mut orders = "Order no,Date,Customer no,Email,Amount\n".to_owned();
    for at in 0..12_000 {
        orders.push_str(&format!(
            "{at},2026-01-{:02},K{},c{}@d.de,1.00\n",
            at % 28 + 1,
            at % 6_000,
            at % 6_000
        ));
    }
    let contacts = "Customer no,First name,Last name,Email\nK1,Anna,Berg,c1@d.de\n";
    let expected = {
        let base = Base::new();
        base.take_text("orders.csv", &orders);
        base.take_text("contacts.csv", contacts);
        base.clean();
        picture(&base)
    };
    let base = Base::new();
    base.take_text("orders.csv", &orders);
    base.take_text("contacts.csv", contacts);
    let mut stops = 0;
    for patience in 0.. {
        match clean(&base.store, NOW, &StopAfter(AtomicI64::new(patience))) {
            Ok(_) => break,
            Err(CleanError::Store(StoreError::Cancelled)) => stops += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert!(stops > 3);
    assert_eq!(picture(&base), expected);
    assert_eq!(base.number("SELECT SUM(net_minor) FROM orders"), 1_200_000);
}

#[test]
fn taking_back_and_importing_in_any_order_conserves_money_and_never_reuses_a_number() {
    let base = Base::new();
    let files = [
        (
            "a.csv",
            "Order no,Date,Customer no,Email,Amount\n1,2026-05-05,K1,a@b.de,4.00\n2,2026-05-06,K2,c@d.de,5.00\n",
        ),
        (
            "b.csv",
            "Order no,Date,Email,Amount\n7,2026-05-05,a@b.de,2.00\n8,2026-05-06,x@y.de,1.00\n",
        ),
        (
            "c.csv",
            "Customer no,Email,First name,Last name,Newsletter\nK1,x@y.de,Eva,Alt,no\nK3,c@d.de,Jan,Neu,yes\n",
        ),
    ];
    let mut present = [None; 3];
    let mut state: u32 = 7;
    for step in 0..60 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let at = (state >> 24) as usize % 3;
        match present[at].take() {
            Some(source_id) => gather::undo(&base.store, source_id, NOW).unwrap(),
            None => present[at] = Some(base.take_text(files[at].0, files[at].1).source_id),
        }
        if state.is_multiple_of(2) {
            base.clean();
        }
        base.clean();
        let money = i64::from(present[0].is_some()) * 900 + i64::from(present[1].is_some()) * 300;
        assert_eq!(
            base.number("SELECT COALESCE(SUM(net_minor), 0) FROM orders"),
            money,
            "step {step}"
        );
        let lost = "SELECT COUNT(*) FROM orders o LEFT JOIN accounts a ON a.id = o.account_id WHERE a.id IS NULL OR a.gone_at IS NOT NULL";
        assert_eq!(base.number(lost), 0, "step {step}");
        let linked = "SELECT COUNT(*) FROM accounts a WHERE (a.gone_at IS NULL) <> EXISTS (SELECT 1 FROM links l WHERE l.account_id = a.id)";
        assert_eq!(base.number(linked), 0, "step {step}");
    }
}

/// Stops as soon as some events of many are gone.
struct StopAmongEvents<'base> {
    base: &'base Base,
    count: i64,
}

impl Progress for StopAmongEvents<'_> {
    fn at(&self, _step: &str, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        let left = self.base.number("SELECT COUNT(*) FROM events");
        (1..self.count).contains(&left)
    }
}

#[test]
fn many_events_are_taken_back_in_steps_and_a_stop_between_them_loses_nothing() {
    const COUNT: i64 = 25_000;
    let base = Base::new();
    base.take_text("orders.csv", ORDERS);
    base.clean();
    let before = picture(&base);
    let mut calls = "Date,Email,Activity type,Subject\n".to_owned();
    for at in 0..COUNT {
        let email = if at < COUNT - 100 { "a@b.de" } else { "c@d.de" };
        calls.push_str(&format!(
            "2026-06-{:02},{email},Call,talk {at}\n",
            1 + at % 28
        ));
    }
    let calls = base.take_text("calls.csv", &calls);
    base.clean();
    assert_eq!(base.number("SELECT COUNT(*) FROM events"), COUNT);
    let revisions = || base.list("SELECT CAST(revision AS TEXT) FROM accounts ORDER BY id");
    let served = revisions();
    gather::undo(&base.store, calls.source_id, NOW).unwrap();
    let stop = StopAmongEvents {
        base: &base,
        count: COUNT,
    };
    let stopped = clean(&base.store, NOW, &stop);
    assert!(matches!(
        stopped,
        Err(CleanError::Store(StoreError::Cancelled))
    ));
    let left = base.number("SELECT COUNT(*) FROM events");
    assert!((1..COUNT).contains(&left), "{left}");
    // Whose events are gone is counted anew, the others with theirs.
    let half = revisions();
    assert_ne!(half, served);
    base.clean();
    assert_eq!(base.number("SELECT COUNT(*) FROM events"), 0);
    assert_ne!(revisions(), half);
    assert_eq!(picture(&base), before);
    assert_eq!(base.clean().sources, 0);
}
