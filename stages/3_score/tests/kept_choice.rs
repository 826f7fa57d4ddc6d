//! A choice between models is kept for a while: told, dropped when it no longer fits, and never a
//! reason for a run that is repeated to come to something else.

use score::ScoreOptions;
use terms::Day;

use crate::shop::{NOW, Shop, mixed_orders};

/// Enough customers for a choice to be kept.
const CUSTOMERS: usize = 1_050;

fn large_shop() -> Shop {
    let shop = Shop::open();
    let accounts = shop.households(CUSTOMERS);
    shop.buy(&mixed_orders(&accounts));
    shop
}

/// Changes the money of every so manieth account.
fn change_every(shop: &Shop, nth: usize) {
    shop.execute(&format!(
        "UPDATE orders SET net_minor = net_minor + 700 WHERE account_id % {nth} = 1 AND day > 300;
         UPDATE accounts SET revision = revision + 1 WHERE id % {nth} = 1"
    ));
}

fn tried_on(shop: &Shop) -> i32 {
    shop.figures().models_tried_on.unwrap().number()
}

#[test]
fn a_choice_is_kept_for_four_weeks_and_every_run_says_since_when() {
    let shop = large_shop();
    let first = shop.score(400);
    assert!(!first.note.contains("kept since"), "{}", first.note);
    let models = shop.figures().models;
    let kept = shop.score(427);
    assert!(
        kept.note
            .contains("Chosen and fitted on 5 Feb 1971, and kept since"),
        "{}",
        kept.note
    );
    assert!(shop.figures().choice_note.contains("5 Feb 1971"));
    assert_eq!((tried_on(&shop), shop.figures().models), (400, models));
    let again = shop.score(428);
    assert!(!again.note.contains("kept since"), "{}", again.note);
    assert_eq!(tried_on(&shop), 428);
}

#[test]
fn a_kept_choice_gives_the_same_however_often_and_from_wherever_a_run_is_taken_up() {
    let shop = large_shop();
    shop.score(400);
    let chosen = shop.everything();
    shop.score(400);
    assert!(shop.everything() == chosen, "the run that chose, again");
    change_every(&shop, 50);
    let report = shop.score(414);
    // The 21 that were changed, and those who have an order between the two days.
    assert_eq!((report.changed_accounts, tried_on(&shop)), (56, 400));
    let kept = shop.everything();
    shop.score(414);
    assert!(shop.everything() == kept, "the run that kept, again");
    shop.execute(
        "DELETE FROM account_histories; DELETE FROM scores; DELETE FROM score_fingerprints",
    );
    assert_eq!(shop.score(414).changed_accounts, CUSTOMERS as u64);
    assert!(shop.everything() == kept, "every history made anew");
}

#[test]
fn a_day_scored_again_writes_the_rows_of_those_with_news_and_leaves_what_a_whole_run_leaves() {
    let shop = large_shop();
    let gone = shop.households(2);
    shop.score(400);
    shop.execute(
        "CREATE TABLE written (account_id INTEGER);
         CREATE TRIGGER writes AFTER INSERT ON scores
         BEGIN INSERT INTO written VALUES (NEW.account_id); END",
    );
    let written = || shop.rows("SELECT COUNT(DISTINCT account_id) FROM written");
    shop.score(400);
    assert_eq!(written(), ["Integer(0)"], "nothing is new");
    change_every(&shop, 50);
    shop.execute(&format!(
        "UPDATE accounts SET gone_at = 'now' WHERE id = {}",
        gone[0]
    ));
    let newcomers = shop.households(1);
    shop.buy(&mixed_orders(&newcomers));
    shop.score(400);
    let count: usize = written()[0]
        .trim_matches(|letter: char| !letter.is_numeric())
        .parse()
        .unwrap();
    // Those with an order that late, the newcomer, and a few whose place among the others moved.
    assert!((10..60).contains(&count), "{count}");
    assert_eq!(shop.score_of(gone[0]), None);
    let all = || {
        [
            "scores",
            "score_fronts",
            "score_fingerprints",
            "score_runs",
            "score_moves",
        ]
        .map(|table| shop.rows(&format!("SELECT * FROM {table} ORDER BY 1")))
    };
    let once = all();
    shop.execute(
        "DELETE FROM account_histories; DELETE FROM scores; DELETE FROM score_fingerprints",
    );
    shop.score(400);
    assert!(all() == once, "everything made anew");
}

/// What the newest run learnt about something, as it is kept.
fn learnt(shop: &Shop, what: &str) -> String {
    let all: serde_json::Value =
        serde_json::from_str(&shop.latest_run().unwrap().parameters).unwrap();
    all[what].to_string()
}

#[test]
fn what_was_learnt_is_kept_with_the_choice_and_learnt_again_when_else_is_assumed_or_known() {
    let shop = large_shop();
    shop.score(400);
    // Whether the shares are learnt again, which a few changed orders make others every time.
    let is_learnt_again = |change: &dyn Fn()| {
        let before = learnt(&shop, "shares");
        change_every(&shop, 100);
        change();
        shop.score(401);
        learnt(&shop, "shares") != before
    };
    assert!(!is_learnt_again(&|| ()));
    assert!(!is_learnt_again(&|| shop.set(|settings| {
        settings.every = score::ScoreEvery::Monthly;
        settings.grid_size = 4;
        settings.medium_from_minor = Some(70_000);
    })));
    assert!(is_learnt_again(
        &|| shop.set(|settings| settings.best_share = 0.1)
    ));
    assert!(is_learnt_again(&|| shop.set(|settings| {
        settings.best_by = score::BestBy::YearSpend;
    })));
    assert!(is_learnt_again(
        &|| shop.set(|settings| settings.rates.return_minor = 9)
    ));
    assert!(is_learnt_again(&|| {
        let business = terms::Business {
            margin_share: 0.77,
            ..terms::Business::default()
        };
        shop.store.set_business(&business).unwrap();
    }));
    assert!(is_learnt_again(&|| shop.execute(
        "UPDATE accounts SET industry = 'Florist' WHERE id % 3 = 0"
    )));
    assert!(learnt(&shop, "likeness").contains("Florist"));
    assert_eq!(tried_on(&shop), 400, "the model is kept all the same");
}

#[test]
fn models_are_tried_again_when_the_base_or_the_question_is_another() {
    let shop = large_shop();
    shop.score(400);
    // A day before the choice must not know of it.
    shop.score(390);
    assert_eq!(tried_on(&shop), 390);
    change_every(&shop, 5);
    shop.score(391);
    assert_eq!(tried_on(&shop), 391, "a fifth of the accounts changed");
    let options = ScoreOptions {
        horizon_days: 182,
        ..ScoreOptions::new(Day::from_number(392), NOW)
    };
    score::score(&shop.store, &options, &store::Silent).unwrap();
    assert_eq!(tried_on(&shop), 392, "another horizon");
    shop.score(393);
    let newcomers = shop.households(CUSTOMERS / 5);
    shop.buy(&mixed_orders(&newcomers));
    shop.score(394);
    assert_eq!(tried_on(&shop), 394, "a fifth more customers");
}

#[test]
fn a_small_base_tries_its_models_at_every_run() {
    let shop = Shop::open();
    let accounts = shop.households(200);
    shop.buy(&mixed_orders(&accounts));
    for day in [400, 401] {
        shop.score(day);
        assert_eq!(tried_on(&shop), day);
    }
}
