//! Growth against answers written by hand: active customers, half years, effort, the goal's pace.

use desk::{House, drop_goal, read_growth, set_goal};
use measure::{GrowthGoal, GrowthMonth, compare_half_years, yearly_changes};
use store::StoreError;
use terms::Day;

use crate::house;

fn day(year: i16, month: i8, day: i8) -> Day {
    Day::from_ymd(year, month, day).unwrap()
}

fn orders(house: &House, orders: &[(i64, Day, i64)]) {
    house
        .store
        .write(|db| {
            db.execute_batch(
                "INSERT INTO sources (name, sha256, kind, namespace, encoding, delimiter, header, mapping,
                     imported_at) VALUES ('t', 't', 'order_lines', '', '', '', '[]', '[]', '');
                 INSERT INTO accounts (kind, name) VALUES ('firm', 'A'), ('firm', 'B'), ('firm', 'C');",
            )?;
            for (at, (account, day, net)) in orders.iter().enumerate() {
                db.execute(
                    "INSERT INTO orders (account_id, day, net_minor, status, namespace, order_key, source_id)
                     VALUES (?1, ?2, ?3, ?4, '', ?5, 1)",
                    (account, day.number(), net, if *net < 0 { "refund" } else { "kept" }, at.to_string()),
                )?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// Proves C19: the active customers of every month, and who became active in it.
#[test]
fn c19_active_customers_per_month_equal_the_answer_written_by_hand() {
    let (_folder, house) = house();
    orders(
        &house,
        &[
            (1, day(2024, 12, 5), 1_000),
            (2, day(2025, 2, 10), 2_000),
            (2, day(2025, 2, 20), -500),
            (3, day(2025, 2, 11), 1_000),
            // The first 365 days after the one before: it was inactive in between.
            (3, day(2026, 2, 11), 4_000),
        ],
    );
    let growth = read_growth(&house).unwrap().growth;
    let month = |name: &str| -> (u64, u64, u64, i64) {
        let found = growth.months.iter().find(|one| one.month == name).unwrap();
        (
            found.active,
            found.became_active,
            found.orders,
            found.revenue_minor,
        )
    };
    assert_eq!(growth.months.first().unwrap().month, "2024-12");
    assert_eq!(month("2024-12"), (1, 1, 1, 1_000));
    assert_eq!(month("2025-02"), (3, 2, 2, 2_500));
    assert_eq!(month("2025-11"), (3, 0, 0, 0));
    assert_eq!(
        month("2025-12"),
        (2, 0, 0, 0),
        "364 days after 5 December came the 4th"
    );
    assert_eq!(month("2026-02"), (1, 1, 1, 4_000));
    // The house looks on 2 March 2026; the month is not over.
    assert_eq!(
        (growth.active_now, growth.months.last().unwrap().whole),
        (1, false)
    );
}

fn month(at: usize, revenue_minor: i64) -> GrowthMonth {
    GrowthMonth {
        month: format!("{:04}-{:02}", 2024 + at / 12, at % 12 + 1),
        whole: true,
        revenue_minor,
        orders: 1,
        active: 1,
        became_active: 0,
    }
}

/// Proves C98: the last six months against the same six a year before, and each month alone.
#[test]
fn c98_growth_of_half_a_year_equals_the_sums_by_hand() {
    // 2024 brings 100, 200, ... 1,200; 2025 a tenth more, but June to December a fifth more.
    let first = (0..12).map(|at| month(at, 100 * (at as i64 + 1)));
    let second = (0..12).map(|at| {
        let percent = if at >= 5 { 120 } else { 110 };
        month(12 + at, (at as i64 + 1) * percent)
    });
    let mut months: Vec<GrowthMonth> = first.chain(second).collect();
    let half = compare_half_years(&months).unwrap();
    assert_eq!(
        (half.from.as_str(), half.until.as_str()),
        ("2025-07", "2025-12")
    );
    assert_eq!((half.before_minor, half.revenue_minor), (5_700, 6_840));
    assert!((half.change - 0.2).abs() < 1e-12);
    let changes = yearly_changes(&months);
    assert_eq!(changes.len(), 12);
    assert!((changes[4].1 - 0.1).abs() < 1e-12 && (changes[5].1 - 0.2).abs() < 1e-12);
    // A month that is not over is compared with nothing.
    months.last_mut().unwrap().whole = false;
    assert_eq!(yearly_changes(&months).len(), 11);
    assert_eq!(compare_half_years(&months).unwrap().until, "2025-11");
    assert!(
        compare_half_years(&months[..17]).is_none(),
        "too short a history"
    );
}

/// Proves C20: twice the active base in twelve months, on three histories.
#[test]
fn c20_the_pace_is_right_on_three_histories() {
    let goal = GrowthGoal {
        from: day(2025, 1, 1),
        active: 200,
        times: 2.0,
        days: 365,
    };
    // After 73 days, a fifth of the time, an even pace has brought 40 of the 200.
    let after = |active| goal.progress(day(2025, 3, 15), active);
    assert_eq!((after(240).even_pace, after(240).target), (240, 400));
    assert!(
        after(240).is_ahead && after(300).is_ahead,
        "on the pace, and above it"
    );
    assert!(!after(239).is_ahead, "one short of it");
    let behind = after(180);
    // 220 are missing, 292 days are 9.593 months.
    assert!((behind.needed_a_month.unwrap() - 220.0 / (292.0 / (365.25 / 12.0))).abs() < 1e-9);
    let reached = goal.progress(day(2025, 6, 1), 400);
    assert!(reached.is_reached && reached.needed_a_month.is_none());
    let over = goal.progress(day(2026, 6, 1), 399);
    assert_eq!(
        (over.even_pace, over.days_left, over.is_ahead),
        (400, 0, false)
    );
    assert!(!over.is_reached && over.needed_a_month.is_none());
}

#[test]
fn a_goal_is_set_from_today_and_forgotten() {
    let (_folder, house) = house();
    assert!(set_goal(&house, 2.0, 12).is_err(), "nobody is active");
    orders(
        &house,
        &[(1, day(2026, 1, 5), 1_000), (2, day(2026, 2, 5), 1_000)],
    );
    measure::track_growth(&house.store, house.as_of()).unwrap();
    for (times, months) in [(1.0, 12), (f64::NAN, 12), (2.0, 0), (2.0, 1_000)] {
        assert!(set_goal(&house, times, months).is_err());
    }
    let goal = set_goal(&house, 2.0, 12).unwrap();
    assert_eq!(
        (goal.active, goal.days, goal.from),
        (2, 365, day(2026, 3, 2))
    );
    assert_eq!(read_growth(&house).unwrap().progress.unwrap().target, 4);
    drop_goal(&house).unwrap();
    assert!(read_growth(&house).unwrap().goal.is_none());
}

/// Proves C43: touches and money by aim equal the plan's data.
#[test]
fn c43_effort_is_split_into_keep_grow_and_win_as_planned() {
    let (_folder, house) = house();
    // A was active when both campaigns began, B never ordered, C long ago.
    orders(
        &house,
        &[(1, day(2025, 12, 1), 1_000), (3, day(2024, 1, 1), 1_000)],
    );
    let start = day(2026, 1, 10).number();
    house
        .store
        .write(|db| {
            db.execute_batch(&format!(
                "INSERT INTO turns (as_of, seed, pressed_at, hold_until, state) VALUES (1, 1, '', '', 'done');
                 INSERT INTO strategies (cell, version, text, used_from) VALUES ('P3F3', 1, '', 0);
                 INSERT INTO campaigns (id, turn_id, cell, name, strategy_id, plan, start_day, end_day, seed,
                     control_share, budget_minor, expected_gain_minor, lever)
                 VALUES (1, 1, 'P3F3', 'a', 1, '{{}}', {start}, {start} + 90, 1, 0, 0, 0, 'lifetime'),
                        (2, 1, 'P3F4', 'b', 1, '{{}}', {start}, {start} + 90, 1, 0, 0, 0, 'frequency');
                 INSERT INTO touches (id, campaign_id, step, channel, wait_days, expiry_days, template, unit_cost_minor)
                 VALUES (1, 1, 1, 'letter', 0, 7, '{{}}', 95), (2, 2, 1, 'email', 0, 7, '{{}}', 2);
                 INSERT INTO enrolments (id, campaign_id, account_id, arm, block, probability, before_minor)
                 VALUES (1, 1, 1, 'contacted', 0, 1, 0), (2, 1, 2, 'contacted', 0, 1, 0),
                        (3, 2, 1, 'contacted', 0, 1, 0), (4, 2, 3, 'contacted', 0, 1, 0),
                        (5, 2, 2, 'control', 0, 1, 0);
                 INSERT INTO planned_touches (id, enrolment_id, touch_id, due_day, expiry_day)
                 VALUES (1, 1, 1, {start}, {start}), (2, 2, 1, {start}, {start}), (3, 3, 2, {start}, {start}),
                        (4, 4, 2, {start}, {start}), (5, 5, 2, {start}, {start});
                 INSERT INTO handovers (planned_touch_id, state, cost_minor, changed_day, changed_at)
                 VALUES (1, 'done', 95, {start}, ''), (2, 'done', 95, {start}, ''), (3, 'done', 2, {start}, ''),
                        (4, 'done', 2, {start}, ''), (5, 'withheld', 0, {start}, '');"
            ))?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let effort = read_growth(&house).unwrap().effort_by_aim;
    let lines: Vec<(&str, u64, i64)> = effort
        .iter()
        .map(|one| (one.aim.as_str(), one.touches, one.cost_minor))
        .collect();
    assert_eq!(lines, [("keep", 1, 95), ("grow", 1, 2), ("win", 2, 97)]);
}
