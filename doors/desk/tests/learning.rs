//! From measured campaigns to the next suggestion, on planted truths.

use desk::House;
use plan::suggest;
use store::{Silent, StoreError};
use terms::{ChannelMix, Day};

use crate::house;

/// Accounts of every planted campaign; every fifth is left alone.
const ACCOUNTS: i64 = 1_000;

/// What an ordinary order leaves, in minor units.
const ORDER: i64 = 10_000;

/// A campaign of these channels in this segment, assumed to bring ten orders of a hundred and truly
/// bringing `factor` times as many. A fifth of all accounts order anyway.
fn plant(house: &House, cell: &str, channels: &[&str], factor: f64) {
    let start = house.as_of() - 120;
    let contacted = ACCOUNTS * 4 / 5;
    house
        .store
        .write(|db| {
            db.execute(
                "INSERT INTO campaigns (turn_id, cell, name, strategy_id, plan, start_day, end_day, seed,
                     control_share, budget_minor, expected_gain_minor, assumed_extra_minor)
                 VALUES (1, ?1, 'c', 1, '{}', ?2, ?3, 1, .2, 0, 0, ?4)",
                (cell, start.number(), start.number() + 89, contacted * ORDER / 10),
            )?;
            let campaign = db.last_insert_rowid();
            for (channel, step) in channels.iter().zip(1..) {
                db.execute(
                    "INSERT INTO touches (campaign_id, step, channel, wait_days, expiry_days, template,
                         unit_cost_minor) VALUES (?1, ?2, ?3, 0, 7, '{}', 0)",
                    (campaign, step, channel),
                )?;
            }
            for at in 0..ACCOUNTS {
                plant_account(db, campaign, cell, start, at, factor)?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn plant_account(
    db: &store::rusqlite::Connection,
    campaign: i64,
    cell: &str,
    start: Day,
    at: i64,
    factor: f64,
) -> Result<(), StoreError> {
    db.execute("INSERT INTO accounts (kind, name) VALUES ('firm', 'A')", [])?;
    let account = db.last_insert_rowid();
    let is_control = at % 5 == 0;
    let arm = if is_control { "control" } else { "contacted" };
    db.execute(
        "INSERT INTO enrolments (campaign_id, account_id, arm, block, probability, before_minor)
         VALUES (?1, ?2, ?3, 0, .8, 0)",
        (campaign, account, arm),
    )?;
    db.execute(
        "INSERT INTO memberships (account_id, family, value, from_day) VALUES (?1, 'cell', ?2, 0)",
        (account, cell),
    )?;
    db.execute(
        "INSERT INTO scores (account_id, order_count, repeat_count, total_spend_minor, past_value_minor,
             past_is_estimated, p_alive, expected_orders, expected_value_minor, mean_order_minor, rfm,
             past_fifth, future_fifth)
         VALUES (?1, 10, 9, 0, ?2, 0, .9, 1, 0, 20000, 333, 3, 3)",
        (account, 10 * ORDER),
    )?;
    // The same shares in both arms, spread over all places; what is extra only in one.
    let place = at / 5 % 100;
    let share = if is_control { 0.2 } else { 0.2 + factor / 10.0 };
    if (place as f64) < share * 100.0 {
        db.execute(
            "INSERT INTO orders (account_id, day, net_minor, cost_minor, status, namespace, order_key,
                 source_id) VALUES (?1, ?2, 20000, ?3, 'kept', '', 'o' || ?1, 1)",
            (account, start.number() + 5, 20_000 - ORDER),
        )?;
    }
    Ok(())
}

fn business() -> (tempfile::TempDir, House) {
    let (folder, house) = house();
    house
        .store
        .write(|db| {
            db.execute_batch(
                "INSERT INTO turns (as_of, seed, pressed_at, hold_until, state) VALUES (1, 1, '', '', 'done');
                 INSERT INTO strategies (cell, version, text, used_from) VALUES ('P3F3', 1, '', 0);
                 INSERT INTO sources (name, sha256, kind, namespace, encoding, delimiter, header, mapping,
                     imported_at) VALUES ('t', 't', 'order_lines', '', '', '', '[]', '[]', '');",
            )?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    (folder, house)
}

/// What is suggested for a segment after these campaigns: channels with their true factor.
fn suggested(campaigns: &[(&str, &[&str], f64)], cell: &str) -> (ChannelMix, f64) {
    let (_folder, house) = business();
    for (cell, channels, factor) in campaigns {
        plant(&house, cell, channels, *factor);
    }
    measure::measure(&house.store, house.as_of(), &Silent).unwrap();
    let suggestion = suggest(&house.store, cell.parse().ok()).unwrap().remove(0);
    let best = suggestion.ways.iter().find(|way| suggestion.is_best(way));
    let best = best.unwrap();
    (best.mix, best.each_minor)
}

const MAILS: &[&str] = &["email", "email"];
const PAPER: &[&str] = &["email", "letter"];

/// Proves C57: letters that bring nothing, letters that pay, and contact that only annoys.
#[test]
fn c57_on_planted_truths_the_best_way_is_suggested_with_what_it_should_bring() {
    let mix = |code: &str| -> ChannelMix { code.parse().unwrap() };
    let letters_do_nothing: [(&str, &[&str], f64); 3] = [
        ("P3F3", PAPER, 0.1),
        ("P3F4", PAPER, 0.1),
        ("P2F4", MAILS, 1.0),
    ];
    let (best, each) = suggested(&letters_do_nothing, "P3F3");
    // Half of three in a hundred, each leaving 100.00, and no postage.
    assert_eq!(best, mix("email"));
    assert!((80.0..=160.0).contains(&each), "{each}");

    let letters_pay: [(&str, &[&str], f64); 3] = [
        ("P3F3", PAPER, 2.0),
        ("P3F4", PAPER, 2.0),
        ("P2F4", MAILS, 0.2),
    ];
    let (best, each) = suggested(&letters_pay, "P3F3");
    assert_eq!(best, mix("email+letter"));
    assert!((350.0..=560.0).contains(&each), "{each}");

    let contact_annoys: [(&str, &[&str], f64); 3] = [
        ("P3F3", PAPER, -1.0),
        ("P3F4", PAPER, -1.0),
        ("P2F4", MAILS, -1.0),
    ];
    let (best, each) = suggested(&contact_annoys, "P3F3");
    assert_eq!((best, each), (mix("none"), 0.0));
}
