//! Results on a real database, against sums made by hand.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use measure::{CampaignResult, ResultKind, measure, read_results};
use store::{Silent, Store, StoreError};
use terms::{Arm, Day};

const START: i32 = 15_000;

fn workspace(accounts: i64) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    store
        .write(|db| {
            db.execute_batch(&format!(
                "INSERT INTO turns (as_of, seed, pressed_at, hold_until, state)
                     VALUES ({START}, 1, '', '', 'done');
                 INSERT INTO strategies (cell, version, text, used_from) VALUES ('P5F1', 1, '', 0);
                 INSERT INTO sources (name, sha256, kind, namespace, encoding, delimiter, header,
                     mapping, imported_at) VALUES ('t', 't', 'order_lines', '', '', '', '[]', '[]', '');
                 INSERT INTO campaigns (turn_id, cell, name, strategy_id, plan, start_day, end_day,
                     seed, control_share, budget_minor, expected_gain_minor)
                     VALUES (1, 'P5F1', 'Win back', 1, '{{}}', {START}, {}, 1, 0.2, 0, 0);
                 INSERT INTO touches (campaign_id, step, channel, wait_days, expiry_days, template,
                     unit_cost_minor) VALUES (1, 1, 'email', 0, 7, '{{}}', 2);",
                START + 90
            ))?;
            for id in 1..=accounts {
                let arm = if id % 5 == 0 { "control" } else { "contacted" };
                db.execute("INSERT INTO accounts (id, kind, name) VALUES (?1, 'firm', 'A')", [id])?;
                db.execute(
                    "INSERT INTO enrolments (campaign_id, account_id, arm, block, probability,
                         before_minor) VALUES (1, ?1, ?2, 0, 0.8, ?3)",
                    (id, arm, id % 7 * 100),
                )?;
                db.execute(
                    "INSERT INTO planned_touches (enrolment_id, touch_id, due_day, expiry_day)
                         VALUES (?1, 1, ?2, ?3)",
                    (id, START, START + 7),
                )?;
                let state = if arm == "control" { "withheld" } else { "done" };
                db.execute(
                    "INSERT INTO handovers (planned_touch_id, state, cost_minor, changed_day,
                         changed_at) VALUES (?1, ?2, ?3, ?4, '')",
                    (id, state, if arm == "control" { 0 } else { 2 }, START),
                )?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    (folder, store)
}

fn order(store: &Store, account: i64, day: i32, net: i64, cost: Option<i64>) {
    store
        .write(|db| {
            let key = format!("{account}-{day}-{net}");
            let status = if net < 0 { "refund" } else { "kept" };
            db.execute(
                "INSERT INTO orders (account_id, day, net_minor, cost_minor, status, namespace,
                     order_key, source_id) VALUES (?1, ?2, ?3, ?4, ?5, '', ?6, 1)",
                (account, day, net, cost, status, key),
            )?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn measured(store: &Store, day: i32) -> CampaignResult {
    measure(store, Day::from_number(day), &Silent)
        .unwrap()
        .remove(0)
}

/// What is shown later, as text: decimals may differ from the numbers in the last binary place.
fn kept(store: &Store) -> Vec<String> {
    written(&store.read(read_results).unwrap())
}

fn written(results: &[CampaignResult]) -> Vec<String> {
    let through = |one: &CampaignResult| -> CampaignResult {
        serde_json::from_str(&serde_json::to_string(one).unwrap()).unwrap()
    };
    results
        .iter()
        .map(|one| format!("{:?}", through(&through(one))))
        .collect()
}

#[test]
fn every_sql_file_is_understood_by_a_fresh_database() {
    let (_folder, store) = workspace(0);
    let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    assert_eq!(
        store::testing::prepare_every(&store, &sql).unwrap(),
        Vec::<String>::new()
    );
}

/// Proves C8.
#[test]
fn c8_figures_by_arm_equal_the_hand_count() {
    let (_folder, store) = workspace(100);
    order(&store, 1, START + 3, 10_000, Some(6_000)); // contacted, contribution 4,000
    order(&store, 1, START + 9, 2_000, None); // usual margin: 0.33 of 2,000 is 660
    order(&store, 2, START + 9, -1_000, Some(-600)); // a refund lowers, but is no order
    order(&store, 5, START + 1, 5_000, Some(3_000)); // control
    order(&store, 3, START - 1, 9_999, Some(1)); // before the start: not counted
    order(&store, 4, START + 91, 9_999, Some(1)); // after the window: not counted
    let result = measured(&store, START + 120);
    let arm = |which| result.arms.iter().find(|arm| arm.arm == which).unwrap();
    let (contacted, control) = (arm(Arm::Contacted), arm(Arm::Control));
    assert_eq!(
        (contacted.accounts, contacted.came_back, contacted.orders),
        (80, 1, 2)
    );
    assert_eq!(contacted.revenue_minor, 11_000);
    assert!((contacted.contribution_each_minor - (4_000.0 + 660.0 - 400.0) / 80.0).abs() < 1e-9);
    assert_eq!(contacted.order_size_minor, Some(5_500.0));
    assert_eq!(
        (control.accounts, control.came_back, control.revenue_minor),
        (20, 1, 5_000)
    );
    assert_eq!(result.cost_minor, 80 * 2);
    assert!(result.finished);
}

#[test]
fn a_lift_is_the_difference_of_means_and_its_range_holds_it() {
    let (_folder, store) = workspace(200);
    for id in 1..=200 {
        if id % 5 != 0 || id % 10 == 0 {
            order(&store, id, START + 5, 4_000 + id % 7 * 100, Some(2_000));
        }
    }
    let result = measured(&store, START + 120);
    assert_eq!(result.kind, ResultKind::Experiment);
    let [contacted, control] = &result.arms[..] else {
        panic!("two arms")
    };
    let lift = result.contribution_lift.unwrap();
    let difference = contacted.contribution_each_minor - control.contribution_each_minor;
    assert!((lift.estimate - difference).abs() < 1e-9);
    assert!(lift.low < lift.estimate && lift.estimate < lift.high);
    let came_back = result.came_back_lift.unwrap();
    assert!((came_back.estimate - 0.5).abs() < 1e-12);
    let extra = result.extra_contribution_minor.unwrap() as f64;
    let cost = result.cost_minor as f64;
    assert!((result.roi.unwrap() - (extra - cost) / cost).abs() < 0.01);
    assert!(result.roi_low.unwrap() < result.roi.unwrap());
    assert!(result.verdict.contains("It paid"), "{}", result.verdict);
}

/// Proves C97.
#[test]
fn c97_a_small_base_gets_figures_before_and_after_and_no_test() {
    let (_folder, store) = workspace(99);
    order(&store, 1, START - 10, 3_000, Some(1_000));
    order(&store, 1, START + 10, 5_000, Some(2_000));
    let result = measured(&store, START + 200);
    assert_eq!(result.kind, ResultKind::KeyStatistics);
    assert_eq!((result.contribution_lift, result.roi), (None, None));
    let key = result.key_statistics.unwrap();
    assert_eq!(
        (key.before.revenue_minor, key.after.revenue_minor),
        (3_000, 5_000)
    );
    assert_eq!(
        (key.before.contribution_minor, key.after.contribution_minor),
        (2_000, 3_000)
    );
    assert_eq!(
        key.after.until - key.after.from,
        key.before.until - key.before.from
    );
    assert!(result.verdict.contains("no test"), "{}", result.verdict);
}

#[test]
fn measuring_twice_is_measuring_once_and_a_later_day_replaces_what_is_shown() {
    let (_folder, store) = workspace(120);
    order(&store, 1, START + 10, 5_000, Some(2_000));
    let first = measured(&store, START + 5);
    assert_eq!(first, measured(&store, START + 5));
    assert!(!first.finished);
    let later = measured(&store, START + 20);
    assert_ne!(first, later);
    assert_eq!(kept(&store), written(&[later]));
}

#[test]
fn nobody_enrolled_and_nobody_ordering_are_results_too() {
    let (_folder, store) = workspace(0);
    assert_eq!(measured(&store, START + 5).arms, vec![]);
    let (_folder, store) = workspace(150);
    let result = measured(&store, START + 5);
    assert_eq!(result.contribution_lift, None);
    assert!(
        result.verdict.contains("nothing can be said"),
        "{}",
        result.verdict
    );
}

#[test]
fn campaigns_of_one_press_are_measured_together_with_every_account_in_its_own_arm() {
    let (_folder, store) = workspace(60);
    store
        .write(|db| {
            db.execute_batch(
                "INSERT INTO campaigns (turn_id, cell, name, strategy_id, plan, start_day, end_day,
                     seed, control_share, budget_minor, expected_gain_minor)
                 SELECT turn_id, 'P4F1', 'Second', strategy_id, plan, start_day, end_day, seed,
                     control_share, budget_minor, expected_gain_minor FROM campaigns;
                 INSERT INTO accounts (id, kind, name) SELECT id + 1000, kind, name FROM accounts;
                 INSERT INTO enrolments (campaign_id, account_id, arm, block, probability, before_minor)
                 SELECT 2, account_id + 1000, arm, block, probability, before_minor FROM enrolments;",
            )?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    for id in 1..=60 {
        order(&store, id, START + 5, 1_000 + id * 10, Some(500));
        order(&store, id + 1_000, START + 6, 2_000 + id * 10, Some(500));
    }
    let results = measure(&store, Day::from_number(START + 120), &Silent).unwrap();
    let [all, first, second] = &results[..] else {
        panic!("{}", results.len())
    };
    assert_eq!(
        (all.campaign_id, first.campaign_id, second.campaign_id),
        (None, Some(1), Some(2))
    );
    assert_eq!(all.kind, ResultKind::Experiment, "together they are enough");
    assert_eq!(first.kind, ResultKind::KeyStatistics, "alone they are not");
    for (at, arm) in all.arms.iter().enumerate() {
        assert_eq!(
            arm.accounts,
            first.arms[at].accounts + second.arms[at].accounts
        );
        assert_eq!(
            arm.revenue_minor,
            first.arms[at].revenue_minor + second.arms[at].revenue_minor
        );
    }
    assert_eq!(all.cost_minor, first.cost_minor + second.cost_minor);
    assert_eq!(kept(&store), written(&results));
}
