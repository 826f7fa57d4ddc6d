//! The market: touches bring what was planted and move nothing else.

use terms::{Channel, Day};
use testkit::{Group, Market, PracticeBusiness, PracticeError, ReceivedTouch, Trade};

use crate::read::{SHOP, read_orders};
use crate::{as_of, business, folder};

fn touch(number: &str, after: i32, channel: Channel, code: Option<&str>) -> ReceivedTouch {
    ReceivedTouch::to_account(number, as_of() + after, channel, code)
}

/// E-mail, letter and call, each account with a code of its own.
fn campaign(business: &PracticeBusiness, group: Group) -> Vec<ReceivedTouch> {
    let mut touches = Vec::new();
    for index in (0..business.accounts()).filter(|index| Group::at(*index) == group) {
        let number = business.account(index).customer_number();
        let code = format!("CODE{number}");
        for (after, channel) in [
            (2, Channel::Email),
            (9, Channel::Letter),
            (20, Channel::Call),
        ] {
            touches.push(touch(&number, after, channel, Some(&code)));
        }
    }
    touches
}

fn window() -> (Day, Day) {
    (as_of() + 1, as_of() + 91)
}

#[test]
fn lift_is_exactly_the_difference_between_touched_and_untouched() {
    let business = business(2_000, 21);
    let market = Market::of(&business);
    let (from, to) = window();
    let touches = campaign(&business, Group::Sleeping);
    let touched = market
        .write_window(&folder("lift"), &touches, from, to)
        .unwrap();
    let untouched = market
        .write_window(&folder("lift-none"), &[], from, to)
        .unwrap();
    assert_eq!(touched.own, untouched.own);
    assert_eq!(untouched.extra, Trade::default());
    assert_eq!(touched.answers.len(), 280);
    let file = |path| read_orders(&std::fs::read_to_string(path).unwrap(), &SHOP);
    let (with, without) = (file(&touched.path), file(&untouched.path));
    assert_eq!(without.trade, untouched.own);
    let difference = with.trade.revenue_minor - without.trade.revenue_minor;
    assert_eq!(difference, touched.extra.revenue_minor);
    assert!(touched.extra.order_count > 30, "{:?}", touched.extra);
    assert!(without.order_numbers.is_subset(&with.order_numbers));
}

#[test]
fn codes_are_used_in_a_share_of_the_extra_orders_only() {
    let business = business(4_000, 22);
    let (from, to) = window();
    let touches = campaign(&business, Group::Sleeping);
    let result = Market::of(&business)
        .write_window(&folder("codes"), &touches, from, to)
        .unwrap();
    let read = read_orders(&std::fs::read_to_string(&result.path).unwrap(), &SHOP);
    let used = read
        .codes
        .iter()
        .filter(|code| code.starts_with("CODE"))
        .count();
    let told: usize = result.answers.iter().map(|answer| answer.codes.len()).sum();
    assert_eq!(used, told);
    let share = used as f64 / result.extra.order_count as f64;
    assert!(
        (0.55..0.85).contains(&share),
        "{used} of {}",
        result.extra.order_count
    );
}

#[test]
fn extra_orders_average_to_what_was_expected() {
    let business = business(20_000, 23);
    let (from, to) = window();
    let market = Market::of(&business);
    for group in [
        Group::Sleeping,
        Group::Slowing,
        Group::Steady,
        Group::NoPotential,
    ] {
        let touches = campaign(&business, group);
        let result = market
            .write_window(&folder("average"), &touches, from, to)
            .unwrap();
        let expected: f64 = result
            .answers
            .iter()
            .map(|answer| answer.expected_orders)
            .sum();
        let orders = result.extra.order_count as f64;
        assert!(
            (orders - expected).abs() <= 4.0 * expected.sqrt(),
            "{group:?}: {orders}, {expected}"
        );
    }
}

#[test]
fn expected_order_value_is_the_average_of_many_orders() {
    // Revenue of extra orders against what was expected, with the spread of the answers themselves.
    let business = business(40_000, 24);
    let (from, to) = window();
    let touches = campaign(&business, Group::Sleeping);
    let result = Market::of(&business)
        .write_window(&folder("value"), &touches, from, to)
        .unwrap();
    let off = |real: fn(&Trade) -> i64, expected: f64| {
        let square: f64 = result
            .answers
            .iter()
            .map(|answer| (real(&answer.extra) as f64).powi(2))
            .sum();
        (real(&result.extra) as f64 - expected) / square.sqrt()
    };
    let revenue = result
        .answers
        .iter()
        .map(|answer| answer.expected_revenue_minor)
        .sum();
    let contribution = result
        .answers
        .iter()
        .map(|answer| answer.expected_contribution_minor)
        .sum();
    let revenue_off = off(|trade| trade.revenue_minor, revenue);
    let contribution_off = off(Trade::contribution_minor, contribution);
    assert!(revenue_off.abs() < 3.5, "{revenue_off} standard errors");
    assert!(
        contribution_off.abs() < 3.5,
        "{contribution_off} standard errors"
    );
}

#[test]
fn following_windows_add_up_to_one_long_window() {
    let business = business(1_500, 25);
    let market = Market::of(&business);
    let touches = campaign(&business, Group::Slowing);
    let dir = folder("windows");
    let (from, to) = window();
    let whole = market.write_window(&dir, &touches, from, to).unwrap();
    let middle = from + 25;
    let first = market.write_window(&dir, &touches, from, middle).unwrap();
    let second = market.write_window(&dir, &touches, middle + 1, to).unwrap();
    let numbers = |path| {
        let read = read_orders(&std::fs::read_to_string(path).unwrap(), &SHOP);
        read.order_numbers
    };
    let (first_numbers, second_numbers) = (numbers(&first.path), numbers(&second.path));
    assert!(first_numbers.is_disjoint(&second_numbers));
    assert_eq!(
        first_numbers
            .union(&second_numbers)
            .cloned()
            .collect::<std::collections::HashSet<_>>(),
        numbers(&whole.path)
    );
    let sum = first.extra.revenue_minor + second.extra.revenue_minor;
    assert_eq!(sum, whole.extra.revenue_minor);
}

#[test]
fn touches_find_their_account_by_address_as_well_as_by_number() {
    let business = business(600, 26);
    let market = Market::of(&business);
    let (from, to) = window();
    let by_number = campaign(&business, Group::Sleeping);
    let by_email: Vec<_> = by_number
        .iter()
        .filter_map(|touch| {
            let index = business.index_of(touch.customer_number.as_deref()?)?;
            let email = business.account(index).people[0].email.clone()?;
            Some(ReceivedTouch {
                customer_number: None,
                email: Some(email.to_uppercase()),
                ..touch.clone()
            })
        })
        .collect();
    let one = market
        .write_window(&folder("by-number"), &by_number, from, to)
        .unwrap();
    let other = market
        .write_window(&folder("by-email"), &by_email, from, to)
        .unwrap();
    assert_eq!((one.unknown_touches, other.unknown_touches), (0, 0));
    assert!(!other.answers.is_empty());
    for answer in &other.answers {
        assert!(one.answers.contains(answer), "{answer:?}");
    }
    let stranger = touch("7", 1, Channel::Call, None);
    let nobody = ReceivedTouch {
        customer_number: None,
        ..stranger.clone()
    };
    let result = market
        .write_window(&folder("strangers"), &[stranger, nobody], from, to)
        .unwrap();
    assert_eq!((result.unknown_touches, result.answers.len()), (2, 0));
}

#[test]
fn who_has_left_or_cannot_be_reached_never_answers() {
    let business = business(3_000, 27);
    let market = Market::of(&business);
    let (from, to) = window();
    for index in 0..business.accounts() {
        let history = business.history(index);
        let number = history.account.customer_number();
        let main = &history.account.people[0];
        let touches = [touch(&number, 3, Channel::Email, None)];
        let answer = market.answer(index, &touches, from, to).unwrap();
        let deaf = history.days.left || main.email_state != testkit::EmailState::Works;
        assert!(!deaf || answer.expected_orders == 0.0);
        assert!(!deaf || answer.extra.order_count == 0);
        let truth = business.truth(&history);
        let planted = if deaf { 0.0 } else { truth.response_email };
        assert!((answer.expected_orders - planted).abs() < 1e-12, "{number}");
    }
}

#[test]
fn an_account_that_answered_is_satisfied_for_a_while() {
    let business = business(100, 28);
    let market = Market::of(&business);
    let index = (0..100)
        .find(|index| Group::at(*index) == Group::Sleeping)
        .unwrap();
    let number = business.account(index).customer_number();
    let calls = |days: &[i32]| {
        let touches: Vec<_> = days
            .iter()
            .map(|after| touch(&number, *after, Channel::Call, None))
            .collect();
        market
            .answer(index, &touches, as_of() + 1, as_of() + 365)
            .unwrap()
            .expected_orders
    };
    let once = calls(&[1]);
    assert!((calls(&[1, 30]) - (once + (1.0 - once) * once)).abs() < 1e-12);
    assert!((calls(&[1, 100]) - 2.0 * once).abs() < 1e-12);
}

#[test]
fn windows_that_cannot_be_lived_through_are_refused() {
    let business = business(5, 1);
    let market = Market::of(&business);
    for (from, to) in [(0, 10), (10, 9), (1, 1_097)] {
        let refused = market.answer(0, &[], as_of() + from, as_of() + to);
        assert!(
            matches!(refused, Err(PracticeError::Window { .. })),
            "{from} to {to}"
        );
    }
}
