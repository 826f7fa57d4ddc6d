//! Who the customers are: unique where they must be, bad where they should be, reachable nowhere.

use std::collections::{HashMap, HashSet};

use terms::{AccountKind, Channel, LifecycleStage};
use testkit::{EmailState, Group, cast, contacts_for, owner};

use crate::read::read_rows;
use crate::{as_of, business};

const SAFE_ENDINGS: [&str; 2] = [".example", ".test"];

#[test]
fn addresses_are_unique_and_cannot_be_delivered_to() {
    let business = business(20_000, 2);
    let mut seen = HashSet::new();
    for index in 0..business.accounts() {
        for person in business.account(index).people {
            let Some(email) = person
                .email
                .filter(|_| person.email_state == EmailState::Works)
            else {
                continue;
            };
            assert!(
                SAFE_ENDINGS.iter().any(|ending| email.ends_with(ending)),
                "{email}"
            );
            assert!(
                email.is_ascii() && email.matches('@').count() == 1,
                "{email}"
            );
            assert!(seen.insert(email.clone()), "{email} twice");
        }
    }
}

#[test]
fn numbers_of_two_thousand_accounts_are_drama_numbers_of_their_own() {
    let business = business(2_000, 2);
    let mut owners: HashMap<String, u32> = HashMap::new();
    for index in 0..business.accounts() {
        for phone in business
            .account(index)
            .people
            .iter()
            .filter_map(|person| person.phone.as_ref())
        {
            let number = phone.international();
            assert_eq!(
                *owners.entry(number.clone()).or_insert(index),
                index,
                "{number}"
            );
            let is_drama = match phone.country {
                "44" => ["79460", "496", "498", "960", "900", "20180"]
                    .iter()
                    .any(|part| number.contains(part)),
                "353" => number.starts_with("+3532091"),
                _ => number.contains("55501"),
            };
            assert!(is_drama, "{number}");
        }
    }
}

#[test]
fn shares_of_kinds_people_addresses_and_consent_are_as_planned() {
    let business = business(10_000, 5);
    let accounts: Vec<_> = (0..10_000).map(|index| business.account(index)).collect();
    let share = |count: usize, of: usize| count as f64 / of as f64;
    let firms = accounts
        .iter()
        .filter(|account| account.kind == AccountKind::Firm)
        .count();
    assert!((share(firms, 10_000) - 0.60).abs() < 0.02);
    let people: Vec<_> = accounts
        .iter()
        .flat_map(|account| &account.people)
        .collect();
    assert!(
        accounts
            .iter()
            .all(|account| (1..=4).contains(&account.people.len()))
    );
    for (state, expected) in [
        (EmailState::Missing, 0.10),
        (EmailState::Malformed, 0.025),
        (EmailState::Gone, 0.015),
    ] {
        let count = people
            .iter()
            .filter(|person| person.email_state == state)
            .count();
        assert!(
            (share(count, people.len()) - expected).abs() < 0.01,
            "{state:?}"
        );
    }
    for channel in Channel::ALL {
        let refused = accounts
            .iter()
            .filter(|account| !account.consent.allows(*channel))
            .count();
        assert!((0.03..0.25).contains(&share(refused, 10_000)), "{channel}");
    }
    assert_eq!(
        Group::ALL
            .iter()
            .map(|group| group.per_hundred())
            .sum::<u32>(),
        100
    );
    for group in Group::ALL {
        let count = accounts
            .iter()
            .filter(|account| account.group == group)
            .count() as u32;
        assert_eq!(count, group.per_hundred() * 100, "{}", group.code());
    }
}

#[test]
fn firm_names_are_unique_far_into_the_millions() {
    let business = business(5_000_000, 1);
    let mut seen = HashSet::new();
    for index in (0..300).chain(89_990..90_310).chain(4_999_000..5_000_000) {
        let account = business.account(index);
        let domain = account.people[0]
            .email
            .as_deref()
            .and_then(|email| email.split_once('@'));
        let Some((_, domain)) = domain.filter(|_| account.kind == AccountKind::Firm) else {
            continue;
        };
        if account.people[0].email_state == EmailState::Works {
            assert!(seen.insert(domain.to_owned()), "{domain}");
        }
    }
    assert!(seen.len() > 500);
}

#[test]
fn contacts_are_made_for_numbers_of_other_data() {
    let numbers: Vec<_> = ["12346", "12347", "ALFKI"]
        .into_iter()
        .zip(["United Kingdom", "Iceland", "EIRE"])
        .map(|(number, country)| (number.to_owned(), country.to_owned()))
        .collect();
    let text = contacts_for(&numbers, 1);
    assert_eq!(text, contacts_for(&numbers, 1));
    assert_ne!(text, contacts_for(&numbers, 2));
    let rows = read_rows(&text, b',');
    assert_eq!(
        rows[0][..4],
        ["customer_id", "company", "first_name", "last_name"]
    );
    assert_eq!(rows.len(), 4);
    for (row, (number, country)) in rows[1..].iter().zip(&numbers) {
        assert_eq!((&row[0], &row[9]), (number, country));
        assert!(!row[2].is_empty() && !row[6].is_empty() && !row[8].is_empty());
        assert!(
            row[10..]
                .iter()
                .all(|consent| ["yes", "no"].contains(&consent.as_str()))
        );
    }
}

#[test]
fn contacts_for_thousands_have_addresses_of_their_own() {
    let numbers: Vec<_> = (12_346..16_718)
        .map(|number| (number.to_string(), "United Kingdom".to_owned()))
        .collect();
    let rows = read_rows(&contacts_for(&numbers, 3), b',');
    let emails: Vec<_> = rows[1..]
        .iter()
        .map(|row| &row[4])
        .filter(|email| !email.is_empty())
        .collect();
    assert!(
        emails.len() > 3_700 && emails.len() < 4_100,
        "{}",
        emails.len()
    );
    assert_eq!(emails.iter().collect::<HashSet<_>>().len(), emails.len());
}

#[test]
fn the_cast_has_one_member_per_stage_with_orders_that_fit() {
    let cast = cast(as_of());
    let stages: Vec<_> = cast.iter().map(|member| member.stage).collect();
    assert_eq!(stages, LifecycleStage::ALL);
    for member in &cast {
        let days: Vec<_> = member.orders.iter().map(|order| order.day).collect();
        assert!(days.is_sorted() && days.iter().all(|day| *day < as_of()));
        assert!(
            SAFE_ENDINGS
                .iter()
                .any(|ending| member.email.ends_with(ending))
        );
        let silent = days.last().map(|last| as_of() - *last);
        let fits = match member.stage {
            LifecycleStage::Lead => silent.is_none(),
            LifecycleStage::Lost => silent.is_some_and(|days| days > 730),
            LifecycleStage::Inactive => silent.is_some_and(|days| (366..730).contains(&days)),
            LifecycleStage::AtRisk => silent.is_some_and(|days| (90..365).contains(&days)),
            _ => silent.is_some_and(|days| days < 60),
        };
        assert!(fits, "{}: {}", member.stage, member.why);
    }
    let numbers: HashSet<_> = cast.iter().map(|member| member.customer_number).collect();
    assert!(
        cast.iter()
            .flat_map(|member| member.referred)
            .all(|number| numbers.contains(number))
    );
}

#[test]
fn the_owner_has_said_everything_a_letter_needs() {
    let owner = owner();
    assert_eq!(owner.currency.code(), "GBP");
    for fact in [
        &owner.name,
        &owner.street,
        &owner.city,
        &owner.country,
        &owner.signer,
    ] {
        assert!(!fact.is_empty());
    }
    assert!(owner.email.ends_with(".example"));
}
