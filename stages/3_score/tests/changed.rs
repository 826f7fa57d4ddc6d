//! Why a score moved since the last one: each sentence must be true.

use terms::Business;

use crate::shop::{Shop, bought, mixed_orders};

fn changes(shop: &Shop, account: i64) -> Vec<String> {
    let business = Business::default();
    shop.store
        .read(|db| score::what_changed(db, account, &business))
        .unwrap()
}

/// Proves C51.
#[test]
fn c51_why_a_score_moved_since_the_last_one_is_told_and_true() {
    let shop = Shop::open();
    let accounts = shop.households(120);
    shop.buy(&mixed_orders(&accounts));
    shop.households(1);
    shop.buy(
        &(0..30)
            .map(|week| bought(121, 7 * week, 5_000))
            .collect::<Vec<_>>(),
    );
    shop.score(210);
    assert_eq!(changes(&shop, 121), Vec::<String>::new());
    let before = shop.score_of(121).unwrap();
    shop.score(300);
    let now = shop.score_of(121).unwrap();
    let said = changes(&shop, 121);
    let euros = |minor: i64| format!("€{}", (minor + 50) / 100);
    assert_eq!(
        said[0],
        format!(
            "Its expected value fell from {} to {} since 30 Jul 1970.",
            euros(before.expected_value_minor),
            euros(now.expected_value_minor)
        )
    );
    assert_eq!(
        said[1],
        "No order came in since; it has been silent for 97 days."
    );
    assert!(
        said[2].starts_with("The chance that it still buys fell from "),
        "{}",
        said[2]
    );
    // Orders that come in turn it round.
    shop.buy(&[bought(121, 301, 5_000), bought(121, 308, 5_000)]);
    shop.score(310);
    let said = changes(&shop, 121);
    assert!(said[0].contains(" rose from "), "{said:?}");
    assert!(
        said[1].starts_with("2 orders came in since and brought €33 in all."),
        "{said:?}"
    );
}
