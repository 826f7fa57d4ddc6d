//! What is to come: risk, trend, levers and months hang together and follow from the orders.

use crate::shop::{Bought, Dice, Shop, Told, bought, mixed_orders};

/// A base in which some best customers have gone quiet or order ever less.
fn quiet_shop() -> Shop {
    let shop = Shop::open();
    let accounts = shop.households(120);
    let mut orders: Vec<Bought> = mixed_orders(&accounts[10..]);
    for &account in &accounts[..5] {
        // Every week for a year, then every five weeks: slowing, and still there.
        let steady = (0..52).map(|week| bought(account, 7 * week, 20_000));
        let slower = (0..10).map(|turn| bought(account, 365 + 35 * turn, 20_000));
        orders.extend(steady.chain(slower));
    }
    for &account in &accounts[5..10] {
        orders.extend((0..100).map(|week| bought(account, 7 * week, 18_000)));
    }
    shop.buy(&orders);
    shop
}

/// Proves C47.
#[test]
fn c47_slowing_best_customers_are_listed_with_the_satisfaction_on_record() {
    let shop = quiet_shop();
    let told = |quantity, detail| Told {
        subject: "How happy are you?",
        detail,
        quantity: Some(quantity),
        minutes: None,
    };
    shop.event(2, 300, "survey", told(9.0, "very"));
    shop.event(2, 690, "survey", told(4.0, "less so"));
    shop.score(700);
    let listed = shop
        .store
        .read(|db| score::list_slowing_best(db, 50))
        .unwrap();
    let ids: Vec<i64> = listed.iter().map(|line| line.account_id).collect();
    assert!(listed.is_sorted_by_key(|line| -line.minor));
    // Those who slowed down stand before those who all but left; who goes on as ever is not there.
    let mut first = ids[..5].to_vec();
    first.sort_unstable();
    assert_eq!(first, [1, 2, 3, 4, 5]);
    assert!((6..=10).all(|steady| !ids.contains(&steady)), "{ids:?}");
    let satisfaction = shop
        .store
        .read(|db| score::read_satisfaction(db, 2))
        .unwrap()
        .unwrap();
    assert_eq!(
        (
            satisfaction.score,
            satisfaction.answer.as_str(),
            satisfaction.answers
        ),
        (Some(4.0), "less so", 2)
    );
    assert_eq!(satisfaction.mean, Some(6.5));
    assert_eq!(
        shop.store
            .read(|db| score::read_satisfaction(db, 1))
            .unwrap(),
        None
    );
}

/// Proves C63.
#[test]
fn c63_value_at_risk_is_told_in_money_and_opens_as_a_list() {
    let shop = quiet_shop();
    // Twelve days after the last order of the weekly buyers: their silence begins to tell.
    shop.score(705);
    let at_risk = shop.figures().at_risk;
    let listed = shop
        .store
        .read(|db| score::list_at_risk(db, 1_000))
        .unwrap();
    assert!(!listed.is_empty());
    assert_eq!(at_risk.accounts, listed.len() as u64);
    assert_eq!(
        at_risk.minor,
        listed.iter().map(|line| line.minor).sum::<i64>()
    );
    for line in &listed {
        let score = shop.score_of(line.account_id).unwrap();
        assert!(score.best >= 32 && score.p_alive < 1.0 && score.p_alive >= 0.1);
        // What it would be worth if it were sure to stay, less what it is worth. Where several models
        // are weighed each doubts by its own chance, so that it is of that size and not the same.
        let if_active = score.expected_value_minor as f64 / score.p_alive;
        let at_risk = if_active - score.expected_value_minor as f64;
        assert!(
            (0.5..2.0).contains(&(line.minor as f64 / at_risk)),
            "{} for {at_risk}",
            line.minor
        );
    }
}

/// Proves C50.
#[test]
fn c50_three_levers_are_told_for_every_customer_and_segment() {
    let shop = quiet_shop();
    for call in 0..30 {
        shop.event(
            7,
            10 * call,
            "call",
            Told {
                minutes: Some(20.0),
                ..Told::default()
            },
        );
    }
    shop.score(700);
    let figures = shop.figures();
    let mut sums = [0_i64; 3];
    for account in 1..=120 {
        let outlook = shop
            .store
            .read(|db| score::read_outlook(db, account))
            .unwrap()
            .unwrap();
        let (levers, score) = (outlook.levers, shop.score_of(account).unwrap());
        assert_eq!(outlook.value.minor, score.expected_value_minor);
        // One order day tells no pace of one's own.
        let has_a_pace = outlook.lever_base.orders_per_year.is_some();
        assert_eq!(has_a_pace, score.repeat_count > 0);
        assert!((outlook.p_alive - score.p_alive).abs() < 1e-12);
        // More orders cost more serving, larger ones do not; a longer life adds at most its tenth.
        assert!((levers.frequency_minor * 10 - score.expected_value_minor).abs() <= 10);
        assert!(levers.order_size_minor + 1 >= levers.frequency_minor);
        assert!(
            (0..=levers.frequency_minor).contains(&levers.lifetime_minor),
            "{levers:?}"
        );
        sums[0] += levers.order_size_minor;
        sums[1] += levers.frequency_minor;
        sums[2] += levers.lifetime_minor;
    }
    let all = figures.levers;
    for (sum, told) in sums.iter().zip([
        all.order_size_minor,
        all.frequency_minor,
        all.lifetime_minor,
    ]) {
        assert!((sum - told).abs() <= 120, "{sum} and {told}");
    }
    let cells: i64 = figures
        .cells
        .iter()
        .map(|cell| cell.levers.order_size_minor)
        .sum();
    assert_eq!(cells, all.order_size_minor);
    let costly = shop
        .store
        .read(|db| score::read_outlook(db, 7))
        .unwrap()
        .unwrap();
    assert!(costly.levers.order_size_minor > costly.levers.frequency_minor);
}

#[test]
fn intervals_and_months_hang_together() {
    let shop = quiet_shop();
    shop.score(700);
    let figures = shop.figures();
    let months: i64 = figures
        .months
        .iter()
        .map(|month| month.expected_minor)
        .sum();
    assert!((months - figures.expected_revenue.minor).abs() <= 13);
    assert_eq!(
        figures
            .months
            .iter()
            .map(|month| i32::from(month.days))
            .sum::<i32>(),
        365
    );
    let ends = |range: &score::MoneyRange| [range.low95, range.low80, range.high80, range.high95];
    assert!(ends(&figures.expected_revenue).is_sorted());
    for account in [1, 6, 40, 90, 120] {
        let outlook = shop
            .store
            .read(|db| score::read_outlook(db, account))
            .unwrap()
            .unwrap();
        assert!(
            ends(&outlook.value).is_sorted() && ends(&outlook.revenue).is_sorted(),
            "{outlook:?}"
        );
        let orders = outlook.orders;
        let ends = [orders.low95, orders.low80, orders.high80, orders.high95];
        assert!(
            ends.is_sorted(),
            "{account}: {orders:?} by {:?}",
            shop.latest_run().unwrap().parameters
        );
        let (last_day, chance) = outlook.chance_history.last().unwrap();
        assert_eq!(*last_day, outlook.as_of);
        assert!((chance - outlook.p_alive).abs() < 1e-12);
        assert!(
            outlook
                .chance_history
                .iter()
                .all(|(_, chance)| (0.0..=1.0).contains(chance))
        );
    }
}

/// Proves C53.
#[test]
fn c53_every_customer_has_an_expected_value_and_a_chance_and_the_error_on_the_past_is_published() {
    let shop = Shop::open();
    let accounts = shop.households(400);
    let mut dice = Dice::new(53);
    let mut orders = Vec::new();
    for &account in &accounts {
        let (mut day, every) = (dice.below(200) as i32, 10.0 + 80.0 * dice.uniform());
        while day <= 1_000 {
            orders.push(bought(
                account,
                day,
                1_000 + (5_000.0 * dice.uniform()) as i64,
            ));
            if dice.uniform() < 0.05 {
                break;
            }
            day += 1 + (-every * dice.uniform().max(1e-9).ln()) as i32;
        }
    }
    shop.buy(&orders);
    let report = shop.score(1_000);
    assert!(report.expected_value_minor > 0);
    for &account in &accounts {
        let score = shop.score_of(account).unwrap();
        assert!((0.0..=1.0).contains(&score.p_alive) && score.expected_value_minor >= 0);
    }
    let models = shop.figures().models;
    assert!(models.len() >= 3, "{models:?}");
    assert_eq!(
        models.iter().filter(|line| line.chosen).count(),
        1,
        "{models:?}"
    );
    assert!(
        models
            .iter()
            .all(|line| line.origins >= 2 && line.mean_error > 0.0)
    );
    assert!(
        models
            .iter()
            .any(|line| line.chosen && line.bias.abs() < 0.25),
        "{models:?}"
    );
}
