//! Codes used in imported orders: once, by their own account, within their days.

use act::redeem;

use crate::world::{START, Somebody, World, day, email};

/// An order with this code on this day after the start; returns how many redemptions are new.
fn order(world: &World, key: &str, account: i64, days: i32, code: &str, status: &str) -> u64 {
    let on = (day(START) + days).number();
    world.run(&format!(
        "INSERT INTO orders (account_id, day, net_minor, status, namespace, order_key, source_id, code)
         VALUES ({account}, {on}, 9000, '{status}', '', '{key}', 1, '{code}')"
    ));
    redeem(&world.store, day("2027-01-01")).unwrap()
}

fn world_with_codes() -> (World, Vec<String>) {
    let world = World::with(&[email()]);
    world.add(&Somebody::number(1), "contacted");
    world.add(&Somebody::number(2), "contacted");
    world.act(START);
    let code = |account| {
        world.text(&format!(
            "SELECT k.code FROM offer_codes k JOIN enrolments e ON e.id = k.enrolment_id
             WHERE e.account_id = {account}"
        ))
    };
    let codes = vec![code(1), code(2)];
    (world, codes)
}

/// Proves C17.
#[test]
fn c17_codes_count_on_their_last_day_and_not_after_nor_for_others() {
    for (account, days, changed, status, expected) in [
        (1, 0, "", "kept", 1),
        (1, 45, "", "kept", 1),
        (1, 46, "", "kept", 0),
        (1, -1, "", "kept", 0),
        (2, 10, "", "kept", 0),
        (1, 10, "", "cancelled", 0),
        (1, 10, "typed", "kept", 1),
        (1, 10, "wrong", "kept", 0),
    ] {
        let (world, codes) = world_with_codes();
        let code = match changed {
            "typed" => {
                let low = codes[0].to_lowercase();
                format!("{}-{} {}", &low[..4], &low[4..8], &low[8..])
            }
            "wrong" => "ABCDEFGHJKLM".to_owned(),
            _ => codes[0].clone(),
        };
        let found = order(&world, "B1", account, days, &code, status);
        assert_eq!(
            found, expected,
            "account {account}, day {days}, {changed} {status}"
        );
    }
}

/// Proves C17.
#[test]
fn c17_a_code_counts_once_for_the_earliest_order() {
    let (world, codes) = world_with_codes();
    assert_eq!(order(&world, "B1", 1, 10, &codes[0], "kept"), 1);
    assert_eq!(order(&world, "B2", 1, 5, &codes[0], "kept"), 0);
    assert_eq!(redeem(&world.store, day("2027-01-01")).unwrap(), 0);
    assert_eq!(world.text("SELECT COUNT(*) FROM redemptions"), "1");
    // 90.00 was paid after 10 %: the full price was 100.00.
    assert_eq!(world.text("SELECT discount_minor FROM redemptions"), "1000");
}

#[test]
fn redemptions_go_with_their_order() {
    let (world, codes) = world_with_codes();
    order(&world, "B1", 1, 10, &codes[0], "kept");
    world.run("UPDATE orders SET status = 'cancelled' WHERE order_key = 'B1'");
    assert_eq!(redeem(&world.store, day("2027-01-01")).unwrap(), 0);
    assert_eq!(world.text("SELECT COUNT(*) FROM redemptions"), "0");
}

#[test]
fn orders_after_the_as_of_day_redeem_nothing_yet() {
    let (world, codes) = world_with_codes();
    order(&world, "B1", 2, 1, "", "kept");
    let on = (day(START) + 20).number();
    world.run(&format!(
        "INSERT INTO orders (account_id, day, net_minor, status, namespace, order_key, source_id, code)
         VALUES (1, {on}, 9000, 'kept', '', 'B2', 1, '{}')",
        codes[0]
    ));
    assert_eq!(redeem(&world.store, day(START) + 19).unwrap(), 0);
    assert_eq!(redeem(&world.store, day(START) + 20).unwrap(), 1);
}
