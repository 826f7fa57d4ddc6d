//! What a proposal says: whom, what, at what cost, and that nothing changes by asking.

use terms::{Arm, Channel, ValueSegment};

use crate::world::{Placed, World, in_cell, today};

fn line<'p>(proposal: &'p plan::Proposal, cell: &str) -> &'p plan::SegmentLine {
    let cell: ValueSegment = cell.parse().unwrap();
    proposal
        .segments
        .iter()
        .find(|line| line.cell == cell)
        .unwrap()
}

/// A base of 300 accounts in four segments.
fn small_town() -> World {
    let world = World::new();
    for cell in ["P5F1", "P5F5", "P3F3", "P1F1"] {
        world.place(75, in_cell(cell));
    }
    world
}

/// Proves C61.
#[test]
fn c61_asking_changes_nothing_and_asking_again_gives_the_same() {
    let world = small_town();
    let before = world.everything();
    let files = || std::fs::read_dir(world.folder.path()).unwrap().count();
    let file_count = files();
    let (first, second) = (world.propose(), world.propose());
    assert_eq!(world.everything(), before);
    assert_eq!(files(), file_count);
    assert_eq!(
        serde_json::to_string(&first).unwrap(),
        serde_json::to_string(&second).unwrap()
    );
}

#[test]
fn all_25_segments_are_listed_best_first_and_say_why_or_why_not() {
    let proposal = small_town().propose();
    assert_eq!(proposal.segments.len(), 25);
    let order: Vec<(bool, i64)> = proposal
        .segments
        .iter()
        .map(|l| (l.chosen, l.expected_gain_minor))
        .collect();
    assert!(order.is_sorted_by(|a, b| a >= b), "{order:?}");
    assert_eq!(proposal.suggested().unwrap().cell.to_string(), "P5F1");
    for line in &proposal.segments {
        assert_eq!(line.chosen, line.why_not.is_none(), "{}", line.cell);
        assert!(!line.why.is_empty());
        assert_eq!(line.chosen, line.examples.len() == 3);
    }
    assert_eq!(
        line(&proposal, "P1F1").why_not.as_deref(),
        Some("the strategy is to leave them alone")
    );
    assert_eq!(
        line(&proposal, "P2F2").why_not.as_deref(),
        Some("nobody is in this segment now")
    );
    assert_eq!(line(&proposal, "P1F1").accounts, 75);
}

#[test]
fn costs_and_gains_equal_a_computation_by_hand() {
    let world = World::new();
    // One account: contribution 10,000 and revenue 30,000 an order; one order in ten years expected.
    world.place(
        1,
        Placed {
            expected_orders: 0.1,
            ..in_cell("P5F1")
        },
    );
    let proposal = world.propose();
    let line = line(&proposal, "P5F1");
    let anyway = 1.0 - (-0.1_f64 * 90.0 / 365.0).exp();
    let gain = 0.12 * (10_000.0 - 3_000.0) - anyway * 3_000.0 - 395.0;
    assert_eq!(line.expected_gain_minor, gain.round() as i64);
    assert_eq!(line.cost_minor, 395);
    assert!((line.extra_orders - 0.12).abs() < 1e-12);
    assert_eq!(
        (line.order_contribution_minor, line.order_discount_minor),
        (10_000, 3_000)
    );
    assert_eq!(line.offer_until, Some(today() + 45));
    assert_eq!((proposal.contacted, proposal.cost_minor), (1, 395));
}

/// Proves C4.
#[test]
fn c4_a_segment_over_the_limit_is_cut_until_large_is_allowed() {
    let world = World::new();
    world.place(150, in_cell("P3F3"));
    let proposal = world.propose();
    assert_eq!(proposal.campaign_limit, Some(15));
    assert_eq!(proposal.enrolments.len(), 15);
    let kept: Vec<i64> = proposal
        .enrolments
        .iter()
        .map(|one| one.account_id)
        .collect();
    assert_eq!(
        kept,
        (1..=15).collect::<Vec<_>>(),
        "those with most to gain"
    );
    assert_eq!(proposal.left_out[0].accounts, 135);
    assert!(
        proposal
            .checks
            .iter()
            .any(|check| check.fix.is_some() && check.text.contains("P3F3 (15 of 150)"))
    );
    let large = world.propose_with(|options| options.allow_large = true);
    assert_eq!((large.campaign_limit, large.enrolments.len()), (None, 150));
}

/// Proves C5.
#[test]
fn c5_only_accounts_of_the_segment_are_in_its_campaign() {
    let world = small_town();
    let proposal =
        world.propose_with(|options| options.cells = Some(vec!["P5F1".parse().unwrap()]));
    assert_eq!(proposal.chosen().count(), 1);
    let members =
        world.number("SELECT COUNT(*) FROM memberships WHERE value = 'P5F1' AND account_id <= 75");
    assert_eq!(members, 75);
    assert!(proposal.enrolments.iter().all(|one| one.account_id <= 75));
    assert_eq!(
        line(&proposal, "P3F3").why_not.as_deref(),
        Some("not asked for this time")
    );
    assert!(
        proposal
            .left_out_accounts
            .iter()
            .all(|(account, _)| *account <= 75)
    );
}

/// Proves C7.
#[test]
fn c7_the_sample_yields_mail_letter_and_call_and_one_kind_alone_warns() {
    let world = World::new();
    world.place(3, in_cell("P5F1"));
    let channels: Vec<_> = line(&world.propose(), "P5F1")
        .touches
        .iter()
        .map(|t| (t.channel, t.rows))
        .collect();
    assert_eq!(
        channels,
        [
            (Channel::Email, 3),
            (Channel::Letter, 3),
            (Channel::Call, 3)
        ]
    );
    assert!(
        world
            .propose()
            .checks
            .iter()
            .any(|check| check.ok && check.text.contains("online and on paper"))
    );
    let online = World::new();
    online.place(
        3,
        Placed {
            post: false,
            phone: false,
            ..in_cell("P5F1")
        },
    );
    let proposal = online.propose();
    assert_eq!(line(&proposal, "P5F1").touches[1].rows, 0);
    assert!(
        proposal
            .checks
            .iter()
            .any(|check| !check.ok && check.text.contains("only by e-mail: P5F1"))
    );
}

#[test]
fn few_letters_calls_and_money_go_where_most_is_to_be_gained() {
    let world = World::new();
    world.place(10, in_cell("P5F1"));
    world.place(
        10,
        Placed {
            past_minor: 200_000,
            ..in_cell("P4F1")
        },
    );
    let proposal = world.propose_with(|options| {
        options.most_letters = 12;
        options.most_calls = 4;
    });
    let rows = |cell: &str| -> Vec<u64> {
        line(&proposal, cell)
            .touches
            .iter()
            .map(|t| t.rows)
            .collect()
    };
    assert_eq!(
        (rows("P4F1"), rows("P5F1")),
        (vec![10, 10, 4], vec![10, 2, 0])
    );
    let poor = world.propose_with(|options| options.budget_minor = 500);
    assert!(
        poor.cost_minor <= 500 && poor.cost_minor > 400,
        "{}",
        poor.cost_minor
    );
    assert_eq!(poor.contacted, 20, "e-mails cost nothing");
}

#[test]
fn a_touch_that_costs_more_than_it_brings_is_not_planned() {
    let world = World::new();
    // 10.00 contribution an order: a call brings 0.12 · 0.6 · (10 − 3) = 0.50 and costs 3.00.
    world.place(
        4,
        Placed {
            past_minor: 10_000,
            order_minor: 3_000,
            ..in_cell("P5F1")
        },
    );
    let rows: Vec<u64> = line(&world.propose(), "P5F1")
        .touches
        .iter()
        .map(|touch| touch.rows)
        .collect();
    assert_eq!(rows, [4, 0, 0]);
}

/// Proves C18.
#[test]
fn c18_offers_show_what_is_left_and_warn_below_cost() {
    let world = World::new();
    world.place(2, in_cell("P5F1"));
    let text = |proposal: &plan::Proposal| {
        proposal
            .checks
            .iter()
            .find(|c| c.text.starts_with("P5F1: 10 %"))
            .unwrap()
            .text
            .clone()
    };
    assert_eq!(
        text(&world.propose()),
        "P5F1: 10 % off an average order leaves €70.00 of €100.00 profit; 1 extra order pays for its touches."
    );
    // 20.00 contribution on 300.00: 10 % off is 30.00 below. Nobody is contacted with it.
    let thin = World::new();
    thin.place(
        2,
        Placed {
            past_minor: 20_000,
            ..in_cell("P5F1")
        },
    );
    let proposal = thin.propose();
    assert!(!line(&proposal, "P5F1").chosen);
    let warning = proposal
        .checks
        .iter()
        .find(|check| check.text.contains("below cost"))
        .unwrap();
    assert!(!warning.ok && warning.text.contains("P5F1"), "{warning:?}");
}

/// Proves C48.
#[test]
fn c48_tiny_bases_give_a_sensible_proposal() {
    for count in [0, 1, 2, 5] {
        let world = World::new();
        world.place(count, in_cell("P3F3"));
        let proposal = world.propose();
        assert_eq!(proposal.segments.len(), 25);
        assert_eq!(
            (proposal.contacted as i64, proposal.control),
            (count, 0),
            "{count}"
        );
        assert!(
            proposal
                .enrolments
                .iter()
                .all(|one| one.arm == Arm::Contacted && one.probability == 1.0)
        );
        let says_why = proposal
            .checks
            .iter()
            .any(|check| check.text.contains("key statistics"));
        assert_eq!(says_why, count > 0, "{count}");
        assert_eq!(
            proposal
                .checks
                .iter()
                .any(|check| check.text.contains("no customers in the grid")),
            count == 0
        );
    }
}

#[test]
fn without_contacts_the_plan_says_what_to_import() {
    let world = World::new();
    world.place(
        30,
        Placed {
            email: false,
            post: false,
            phone: false,
            ..in_cell("P5F1")
        },
    );
    let proposal = world.propose();
    assert_eq!((proposal.contacted, proposal.chosen().count()), (0, 0));
    let check = proposal
        .checks
        .iter()
        .find(|check| check.text.starts_with("Nobody can be reached"))
        .unwrap();
    assert!(!check.ok && check.fix.as_deref().unwrap().contains("contact list"));
    assert!(
        line(&proposal, "P5F1")
            .why_not
            .as_deref()
            .unwrap()
            .contains("left out")
    );
}

#[test]
fn checks_name_what_is_missing_before_anything_is_sent() {
    let world = World::new();
    world
        .store
        .set_business(&terms::Business::default())
        .unwrap();
    world.sql("UPDATE score_runs SET as_of = as_of - 3");
    let proposal = world.propose();
    let amiss: Vec<&str> = proposal
        .checks
        .iter()
        .filter(|c| !c.ok)
        .map(|c| c.text.as_str())
        .collect();
    assert!(
        amiss.iter().any(|text| text.contains("28 Apr 2026")),
        "{amiss:?}"
    );
    assert!(
        amiss.iter().any(|text| text.contains("the e-mail address")),
        "{amiss:?}"
    );
    world.sql("DELETE FROM score_runs");
    assert!(
        world.propose().checks[0]
            .text
            .contains("Nothing has been scored")
    );
}

#[test]
fn before_is_the_contribution_of_the_90_days_before() {
    let world = World::new();
    let account = world.place(1, in_cell("P5F1"));
    world.sql(
        "INSERT INTO sources (id, name, sha256, kind, namespace, encoding, delimiter, header, mapping, imported_at)
         VALUES (1, 'orders', 'x', 'order_lines', '', 'utf-8', ',', '[]', '{}', '2026-05-01T08:00:00Z')",
    );
    let day = today().number();
    for (key, at, net, cost, status) in [
        ("a", day, 99_999, "1", "kept"), // the as-of day itself counts as after
        ("b", day - 1, 1_000, "600", "kept"), // 400
        ("c", day - 90, 1_000, "NULL", "kept"), // 40 % of it: 400
        ("d", day - 91, 99_999, "1", "kept"), // too early
        ("e", day - 5, -500, "NULL", "refund"), // 40 % of it: -200
        ("f", day - 5, 99_999, "1", "cancelled"),
    ] {
        world.sql(&format!(
            "INSERT INTO orders (account_id, day, net_minor, cost_minor, status, namespace, order_key, source_id)
             VALUES ({account}, {at}, {net}, {cost}, '{status}', '', '{key}', 1)"
        ));
    }
    assert_eq!(world.propose().enrolments[0].before_minor, 600);
}
