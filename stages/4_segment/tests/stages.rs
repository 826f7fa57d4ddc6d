//! The stages that need more than order days: top and growing.

use segment::Family;

use crate::base::{Base, Scored, customer};

const AS_OF: i32 = 20_000;

/// Twenty active customers whose past value rises with their number.
fn active_customers() -> Vec<Scored> {
    (1..=20)
        .map(|id| Scored {
            past_value_minor: id * 1_000,
            ..customer(id, &[AS_OF - 800, AS_OF - 400, AS_OF - 100])
        })
        .collect()
}

fn stage(base: &Base, id: i64) -> String {
    base.now(id, Family::Stage).unwrap()
}

#[test]
fn the_best_tenth_of_customers_is_top_unless_it_is_silent() {
    let base = Base::open();
    let mut accounts = active_customers();
    // The second best has been silent for more than twice its gaps of 30 days.
    accounts[18].order_days = vec![AS_OF - 160, AS_OF - 130, AS_OF - 100];
    base.scored(AS_OF, &accounts);
    base.segment(AS_OF);
    assert_eq!(
        ["active", "at_risk", "top"],
        [18, 19, 20].map(|id| stage(&base, id)).as_slice()
    );
}

#[test]
fn equal_best_customers_are_top_together_or_not_at_all() {
    let base = Base::open();
    let mut accounts = active_customers();
    for best in &mut accounts[17..] {
        best.past_value_minor = 50_000;
    }
    base.scored(AS_OF, &accounts);
    let report = base.segment(AS_OF);
    assert_eq!(
        report.stages[&terms::LifecycleStage::Top],
        0,
        "three are more than a tenth"
    );
}

#[test]
fn below_ten_customers_nobody_is_top() {
    let base = Base::open();
    base.scored(AS_OF, &active_customers()[..9]);
    let report = base.segment(AS_OF);
    assert_eq!(report.stages[&terms::LifecycleStage::Active], 9);
}

#[test]
fn growing_are_those_who_spend_a_quarter_more_than_the_year_before() {
    let base = Base::open();
    base.scored(AS_OF, &active_customers());
    base.execute(
        "INSERT INTO sources (id, name, sha256, kind, namespace, encoding, delimiter, header,
             mapping, imported_at)
         VALUES (1, 'orders.csv', 'x', 'order_lines', '', 'utf-8', ',', '[]', '{}', '')",
    );
    let order = |key: &str, account: i64, ago: i32, net_minor: i64, status: &str| {
        base.execute(&format!(
            "INSERT INTO orders (account_id, day, net_minor, status, namespace, order_key, source_id)
             VALUES ({account}, {}, {net_minor}, '{status}', '', '{key}', 1)",
            AS_OF - ago
        ));
    };
    order("1", 1, 400, 1_000, "kept");
    order("2", 1, 100, 1_250, "kept");
    // A refund takes the growth away again.
    order("3", 2, 400, 1_000, "kept");
    order("4", 2, 100, 1_250, "kept");
    order("5", 2, 90, -1, "refund");
    // What is cancelled, a year before, or yet to come does not count.
    order("6", 3, 365, 1_000, "kept");
    order("7", 3, 730, 9_000, "kept");
    order("8", 3, 364, 1_250, "kept");
    order("9", 3, 10, 5_000, "cancelled");
    order("10", 4, 500, 1_000, "kept");
    order("11", 4, -1, 9_000, "kept");
    base.segment(AS_OF);
    let stages = [1, 2, 3, 4].map(|id| stage(&base, id));
    assert_eq!(stages, ["growing", "active", "growing", "active"]);
}

#[test]
fn nobody_grows_before_two_whole_years_are_known() {
    let base = Base::open();
    base.scored(
        AS_OF,
        &[customer(1, &[AS_OF - 729, AS_OF - 400, AS_OF - 100])],
    );
    base.segment(AS_OF);
    assert_eq!(stage(&base, 1), "active");
}
