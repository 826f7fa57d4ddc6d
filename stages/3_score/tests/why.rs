//! Why a score is what it is: each sentence is rebuilt from the orders and must be true.

use terms::Business;

use crate::shop::{Bought, Shop, bought};

fn facts(shop: &Shop, account: i64) -> Vec<String> {
    let business = Business::default();
    shop.store
        .read(|db| score::why(db, account, &business))
        .unwrap()
}

/// Proves C51.
#[test]
fn c51_the_facts_about_a_regular_customer_are_true() {
    let shop = Shop::open();
    shop.households(2);
    let with_cost = |day, net_minor| Bought {
        cost_minor: Some(net_minor / 2),
        ..bought(1, day, net_minor)
    };
    // 1 January 1970 and then every 30, 40 and 50 days.
    let ids = shop.buy(&[
        with_cost(0, 10_000),
        with_cost(30, 20_000),
        with_cost(70, 30_000),
        bought(1, 120, 40_000),
    ]);
    shop.line(ids[2], 1, "Grinder", "Machines", 70_000);
    shop.line(ids[3], 1, "Beans", "Coffee", 40_000);
    shop.score(220);
    let score = shop.score_of(1).unwrap();
    let facts = facts(&shop, 1);
    assert_eq!(
        facts[..2],
        [
            "4 orders since 1 Jan 1970; the usual gap between order days is 40 days.",
            "The last order was on 1 May 1970, 100 days ago: 2.5 times its usual gap.",
        ]
    );
    let expectation = format!(
        "In the next 365 days {:.1} orders are expected, worth €{} in profit today; \
         the chance that it still buys is {:.0} %.",
        score.expected_orders,
        (score.expected_value_minor + 50) / 100,
        score.p_alive * 100.0
    );
    assert_eq!(facts[2], expectation);
    // Half of 600.00, and 33 % of the 400.00 whose cost is not known.
    assert_eq!(
        facts[3..],
        [
            "Revenue of €1,000 so far has left €432 in profit, where 33 % is assumed for \
             the €400 of it whose cost is not known.",
            "Most of its money went to «Machines»; the last order was for «Beans».",
            "Among all customers it is in fifth 3 of 5 by value so far and in fifth 3 of 5 by \
             expected value; 5 is best.",
        ]
    );
}

/// Proves C51.
#[test]
fn c51_one_order_tells_no_rhythm_and_claims_none() {
    let shop = Shop::open();
    shop.households(1);
    shop.buy(&[bought(1, 0, 10_000)]);
    shop.score(1);
    let facts = facts(&shop, 1);
    assert_eq!(facts[0], "1 order so far, on 1 Jan 1970.");
    assert_eq!(facts[1], "The last order was on 1 Jan 1970, 1 day ago.");
    assert!(
        facts[2].ends_with("the chance that it still buys is over 99 %."),
        "{}",
        facts[2]
    );
    assert!(facts.len() >= 3);
}

/// Proves C51.
#[test]
fn c51_prospects_get_three_facts_and_strangers_none() {
    let shop = Shop::open();
    shop.households(1);
    shop.score(31);
    let facts_of_prospect = facts(&shop, 1);
    assert_eq!(
        facts_of_prospect[0],
        "No order is on file up to 1 Feb 1970."
    );
    assert_eq!(facts_of_prospect.len(), 3);
    assert_eq!(facts(&shop, 99), Vec::<String>::new());
}

#[test]
fn facts_keep_to_the_margin_the_run_assumed() {
    let shop = Shop::open();
    shop.households(1);
    shop.buy(&[bought(1, 0, 10_000)]);
    shop.score(10);
    shop.store
        .set_business(&Business {
            margin_share: 0.5,
            ..Business::default()
        })
        .unwrap();
    assert!(facts(&shop, 1)[3].contains("€33 in profit, where 33 % is assumed"));
    shop.score(10);
    assert!(facts(&shop, 1)[3].contains("€50 in profit, where 50 % is assumed"));
}
