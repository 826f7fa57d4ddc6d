//! Between two scores: best customers kept, gained and lost, and the moves in the grid.

use std::collections::BTreeSet;

use crate::shop::{Bought, Shop, mixed_orders};

fn best(shop: &Shop) -> BTreeSet<String> {
    shop.rows("SELECT account_id FROM scores WHERE best >= 32")
        .into_iter()
        .collect()
}

fn cells(shop: &Shop) -> Vec<String> {
    shop.rows("SELECT account_id, past_fifth, future_fifth FROM scores ORDER BY account_id")
}

/// Proves C62.
#[test]
fn c62_best_customers_kept_gained_and_lost_between_two_scores_are_counted_and_listed() {
    let shop = Shop::open();
    let accounts = shop.households(150);
    let orders: Vec<Bought> = mixed_orders(&accounts);
    shop.buy(&orders);
    shop.set(|settings| settings.best_by = score::BestBy::YearContribution);
    shop.score(250);
    assert_eq!(shop.figures().since, None);
    let (best_before, cells_before) = (best(&shop), cells(&shop));
    shop.score(350);
    let (best_now, cells_now) = (best(&shop), cells(&shop));
    let since = shop.figures().since.unwrap();
    assert_eq!(since.as_of, terms::Day::from_number(250));
    assert_eq!(since.best_before, best_before.len() as u64);
    assert_eq!(
        since.best_kept,
        best_before.intersection(&best_now).count() as u64
    );
    assert_eq!(
        since.best_gained,
        best_now.difference(&best_before).count() as u64
    );
    assert_eq!(
        since.best_lost,
        best_before.difference(&best_now).count() as u64
    );
    assert!(since.best_gained > 0 && since.best_lost > 0);
    let gained = shop
        .store
        .read(|db| score::list_best_moves(db, true, 1_000))
        .unwrap();
    assert_eq!(gained.len() as u64, since.best_gained);
    let moved = cells_before
        .iter()
        .zip(&cells_now)
        .filter(|(then, now)| then != now)
        .count();
    assert_eq!(
        since.movers.iter().map(|one| one.accounts).sum::<u64>(),
        moved as u64
    );
    // The same by reading the two kept snapshots.
    let runs = shop.store.read(score::read_snapshot_runs).unwrap();
    let moves = shop
        .store
        .read(|db| score::read_moves(db, runs[1].0, runs[0].0))
        .unwrap();
    assert_eq!(moves, since.movers);
}

#[test]
fn a_score_of_the_same_day_takes_the_place_of_its_snapshot() {
    let shop = Shop::open();
    let accounts = shop.households(50);
    shop.buy(&mixed_orders(&accounts));
    for as_of in [200, 200, 300, 300] {
        shop.score(as_of);
    }
    assert_eq!(shop.store.read(score::read_snapshot_runs).unwrap().len(), 2);
    assert_eq!(shop.figures().since.map(|since| since.run_id), Some(1));
}
