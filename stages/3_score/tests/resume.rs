//! Run twice is run once, and work that is stopped anywhere is finished by the next call.

use std::sync::atomic::{AtomicU32, Ordering};

use score::{ScoreError, ScoreOptions};
use store::{Progress, StoreError};
use terms::Day;

use crate::shop::{NOW, Shop, mixed_orders};

/// Asks to stop at the n-th look.
struct StopAt {
    looks_left: AtomicU32,
}

impl Progress for StopAt {
    fn at(&self, _step: &str, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        let before = self.looks_left.load(Ordering::SeqCst);
        self.looks_left
            .store(before.saturating_sub(1), Ordering::SeqCst);
        before == 0
    }
}

fn open_shop() -> Shop {
    let shop = Shop::open();
    let accounts = shop.households(120);
    shop.buy(&mixed_orders(&accounts));
    shop
}

#[test]
fn scoring_twice_leaves_what_scoring_once_leaves() {
    let shop = open_shop();
    let first = shop.score(400);
    let once = shop.everything();
    let second = shop.score(400);
    assert_eq!(shop.everything(), once);
    assert_eq!(
        second,
        score::ScoreReport {
            changed_accounts: 0,
            ..first
        }
    );
}

#[test]
fn the_same_orders_in_another_workspace_give_the_same_bits() {
    let (one, other) = (open_shop(), open_shop());
    one.score(400);
    other.score(400);
    assert_eq!(one.everything(), other.everything());
}

#[test]
fn what_was_learnt_of_firms_is_kept_in_the_same_words_every_time() {
    let shop = Shop::open();
    let trades = ["Bakery", "Butcher", "Florist", "Garage", "Hotel", "School"];
    let firms: Vec<(&str, &str, Option<u32>)> = (0..300)
        .map(|at| (trades[at % 6], ["AT", "DE"][at % 2], Some(at as u32)))
        .collect();
    let customers = shop.firms(&firms);
    let orders = shop.buy(&mixed_orders(&customers));
    let lines: Vec<_> = orders
        .iter()
        .map(|order| {
            (
                *order,
                1,
                "",
                ["Bread", "Nails", "Soap"][*order as usize % 3],
                900,
            )
        })
        .collect();
    shop.lines(&lines);
    shop.score(400);
    let once = shop.everything();
    assert!(shop.latest_run().unwrap().parameters.contains("Florist"));
    shop.score(400);
    assert!(
        shop.everything() == once,
        "the second run wrote something else"
    );
}

#[test]
fn a_stopped_run_leaves_the_scores_of_the_run_before_and_is_finished_by_the_next() {
    let expected = open_shop();
    expected.score(400);
    expected.score(500);
    // Two looks: one before the only batch of histories, one before the first row of scores.
    for looks in 0..2 {
        let shop = open_shop();
        shop.score(400);
        let scores_before = shop.rows("SELECT * FROM scores ORDER BY account_id");
        let indexes = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name";
        let indexes_before = shop.rows(indexes);
        let stop = StopAt {
            looks_left: AtomicU32::new(looks),
        };
        shop.execute("UPDATE accounts SET revision = revision + 1 WHERE id = 1");
        let options = ScoreOptions::new(Day::from_number(500), NOW);
        match score::score(&shop.store, &options, &stop) {
            Err(ScoreError::Store(StoreError::Cancelled)) => {}
            other => panic!("look {looks}: {other:?}"),
        }
        assert_eq!(
            shop.rows("SELECT * FROM scores ORDER BY account_id"),
            scores_before
        );
        assert_eq!(shop.rows(indexes), indexes_before);
        shop.score(500);
        let columns = "SELECT account_id, p_alive, expected_value_minor, rfm FROM scores";
        assert_eq!(shop.rows(columns), expected.rows(columns));
        assert_eq!(shop.rows(indexes), indexes_before);
    }
}

#[test]
fn what_came_in_bit_by_bit_is_scored_like_all_of_it_from_nothing() {
    let shop = open_shop();
    shop.score(400);
    shop.execute(
        "UPDATE orders SET net_minor = net_minor + 700 WHERE account_id % 9 = 2 AND day > 300;
         UPDATE accounts SET revision = revision + 1 WHERE id % 9 = 2",
    );
    let bit_by_bit = shop.score(430);
    assert!((1..120).contains(&bit_by_bit.changed_accounts));
    let everything = shop.everything();
    shop.execute(
        "DELETE FROM account_histories; DELETE FROM scores; DELETE FROM score_fingerprints",
    );
    let from_nothing = shop.score(430);
    assert_eq!(from_nothing.changed_accounts, 120);
    assert_eq!(shop.everything(), everything);
}

#[test]
fn a_horizon_that_cannot_be_valued_is_refused_before_anything_is_written() {
    let shop = open_shop();
    let options = ScoreOptions {
        horizon_days: 0,
        ..ScoreOptions::new(Day::from_number(400), NOW)
    };
    let error = score::score(&shop.store, &options, &store::Silent).unwrap_err();
    assert!(error.to_string().contains("0 weeks"), "{error}");
    assert_eq!(shop.everything(), Vec::<String>::new());
}
