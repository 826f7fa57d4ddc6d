//! Who is left out, each with the true reason, and nobody silently.

use plan::LeftOutReason;

use crate::world::{Placed, World, in_cell, today};

/// The reason the proposal gives for this account, if it leaves it out.
fn reason(world: &World, account: i64) -> Option<&'static str> {
    let proposal = world.propose();
    let enrolled = proposal
        .enrolments
        .iter()
        .any(|one| one.account_id == account);
    let left_out: Vec<_> = proposal
        .left_out_accounts
        .iter()
        .filter(|(id, _)| *id == account)
        .collect();
    assert_eq!(
        left_out.len() + usize::from(enrolled),
        1,
        "either in or out, once"
    );
    let counted: u64 = proposal.left_out.iter().map(|line| line.accounts).sum();
    assert_eq!(counted as usize, proposal.left_out_accounts.len());
    left_out.first().map(|(_, reason)| *reason)
}

/// Somebody of the cell at risk whom only an e-mail reaches.
fn only_email() -> Placed {
    Placed {
        post: false,
        phone: false,
        ..in_cell("P5F1")
    }
}

/// Holds every account, changed by a statement, against the reason it is to be left out for.
fn assert_reasons(expected: LeftOutReason, cases: &[(Placed, &str)]) {
    for (placed, change) in cases {
        let world = World::new();
        let account = world.place(1, *placed);
        world.sql(change);
        assert_eq!(reason(&world, account), Some(expected.words()), "{change}");
    }
}

#[test]
fn staff_vendors_and_accounts_that_are_gone_are_left_out_as_nobody_to_write_to() {
    let of_kind = |kind| Placed {
        kind,
        ..in_cell("P5F1")
    };
    let gone = "UPDATE accounts SET gone_at = '2026-01-01'";
    let cases = [
        (of_kind("staff"), ""),
        (of_kind("vendor"), ""),
        (in_cell("P5F1"), gone),
    ];
    assert_reasons(LeftOutReason::NotMarketed, &cases);
}

#[test]
fn who_refused_never_agreed_or_is_on_the_list_of_the_suppressed_is_left_out_for_that() {
    let prospect = Placed {
        orders: 0,
        ..only_email()
    };
    let refused = "INSERT INTO consents VALUES (1, 'email', 'refused', 1, 'page')";
    let cases = [(only_email(), refused), (prospect, "")];
    assert_reasons(LeftOutReason::Refused, &cases);
    let suppressed = "INSERT INTO suppressions VALUES ('email', 'email1', 'asked', '2026')";
    assert_reasons(LeftOutReason::Suppressed, &[(only_email(), suppressed)]);
}

#[test]
fn who_has_no_address_that_works_is_left_out_for_that() {
    let none = Placed {
        email: false,
        ..only_email()
    };
    let only_post = Placed { post: true, ..none };
    let cases = [
        (none, ""),
        (only_email(), "UPDATE contact_points SET state = 'dead'"),
        (
            only_email(),
            "UPDATE contact_points SET gone_at = '2026-01-01'",
        ),
        (only_post, "UPDATE contact_points SET street = ''"),
    ];
    assert_reasons(LeftOutReason::NoAddress, &cases);
}

#[test]
fn who_brought_a_loss_is_left_out_as_not_worth_it() {
    let loss = Placed {
        past_minor: -100,
        ..in_cell("P5F1")
    };
    assert_reasons(LeftOutReason::NotWorth, &[(loss, "")]);
}

#[test]
fn one_refused_channel_leaves_the_others() {
    let world = World::new();
    world.place(1, in_cell("P5F1"));
    world.sql("INSERT INTO consents VALUES (1, 'call', 'refused', 1, 'page')");
    world.sql("INSERT INTO suppressions VALUES ('letter', 'post1', 'returned twice', '2026')");
    assert_eq!(world.propose().enrolments[0].steps, [1], "the e-mail only");
}

#[test]
fn a_granted_consent_lets_somebody_without_orders_get_mail() {
    let world = World::new();
    let prospect = Placed {
        orders: 0,
        post: false,
        phone: false,
        ..in_cell("P5F1")
    };
    let account = world.place(1, prospect);
    assert_eq!(
        reason(&world, account),
        Some(LeftOutReason::Refused.words())
    );
    world.sql("INSERT INTO consents VALUES (1, 'email', 'granted', 1, 'form')");
    assert_eq!(reason(&world, account), None);
}

/// Proves C21.
#[test]
fn c21_nobody_is_in_two_campaigns_at_once_and_peace_follows_each_touch() {
    let world = World::new();
    let account = world.place(1, in_cell("P5F1"));
    let turn = world.turn();
    world.commit(turn, &world.propose());
    assert_eq!(
        reason(&world, account),
        Some(LeftOutReason::InCampaign.words())
    );
    // The campaign was stopped; the last touch was 59, then 60 days ago.
    plan::stop_campaign(&world.store, 1, "2026-05-01T09:00:00Z").unwrap();
    assert_eq!(
        reason(&world, account),
        None,
        "nothing has left, so there is nothing to rest from"
    );
    for (days_ago, expected) in [(59, Some(LeftOutReason::TooRecent.words())), (60, None)] {
        let day = today().number() - days_ago;
        world.sql(&format!(
            "UPDATE planned_touches SET due_day = {day};
             DELETE FROM handovers;
             INSERT INTO handovers (planned_touch_id, state, changed_day, changed_at) VALUES (1, 'done', {day}, '')"
        ));
        assert_eq!(reason(&world, account), expected, "{days_ago}");
    }
}

#[test]
fn touches_withheld_from_the_control_group_need_no_rest() {
    let world = World::new();
    let account = world.place(1, in_cell("P5F1"));
    let turn = world.turn();
    world.commit(turn, &world.propose());
    plan::stop_campaign(&world.store, 1, "2026-05-01T09:00:00Z").unwrap();
    let day = today().number() - 1;
    world.sql(&format!(
        "INSERT INTO handovers (planned_touch_id, state, changed_day, changed_at) VALUES (1, 'withheld', {day}, '')"
    ));
    assert_eq!(reason(&world, account), None);
}

#[test]
fn accounts_that_nothing_is_left_for_are_named_and_not_drawn() {
    let world = World::new();
    world.place(
        300,
        Placed {
            email: false,
            phone: false,
            ..in_cell("P5F5")
        },
    );
    let proposal = world.propose_with(|options| {
        options.allow_large = true;
        options.most_letters = 50;
    });
    let no_room = proposal
        .left_out
        .iter()
        .find(|line| line.reason == LeftOutReason::NoRoom.words())
        .unwrap();
    assert_eq!(
        no_room.accounts + proposal.contacted + proposal.control,
        300
    );
    assert!(
        proposal.contacted <= 50 && proposal.contacted >= 45,
        "{}",
        proposal.contacted
    );
    assert!(proposal.enrolments.iter().all(|one| one.steps == [1]));
}
