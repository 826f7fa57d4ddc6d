//! Who an account is: a seed and a place in line in; a firm or household with people, address,
//! contact points and consent out.

use serde::Serialize;
use terms::{AccountKind, Channel};

use crate::chance::{Dice, Purpose};
use crate::email::{EmailState, Mailing};
use crate::group::Group;
use crate::names::{FIRST_NAMES, INDUSTRIES, Industry, LAST_NAMES, ROLES};
use crate::phone::Phone;
use crate::place::Address;

/// The customer number of the first account; the others follow.
pub const FIRST_CUSTOMER_NUMBER: u32 = 100_001;
/// Share of accounts that are firms.
const FIRM_SHARE: f64 = 0.60;
/// How many people a firm and a household have: weights for one, two, three and four.
static FIRM_PEOPLE: [u32; 4] = [40, 30, 20, 10];
static HOUSEHOLD_PEOPLE: [u32; 4] = [55, 38, 5, 2];
/// Share of accounts that allow each channel.
const ALLOW_EMAIL: f64 = 0.86;
const ALLOW_LETTER: f64 = 0.94;
const ALLOW_CALL: f64 = 0.80;

/// A firm or a household as it really is, whatever the files say.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its place in line, from 0.
    pub index: u32,
    /// Firm or household.
    pub kind: AccountKind,
    /// The planted group.
    pub group: Group,
    /// The firm's name; none for a household.
    pub company: Option<String>,
    /// The firm's line of business; none for a household.
    pub industry: Option<&'static str>,
    /// How many people the firm employs; none for a household.
    pub employees: Option<u32>,
    /// Where it is.
    pub address: Address,
    /// Its people; the first is the main contact.
    pub people: Vec<Person>,
    /// Which channels it allows.
    pub consent: Consent,
    pub(crate) trade: Option<&'static Industry>,
}

/// Somebody who can be reached.
#[derive(Clone, Debug)]
pub struct Person {
    /// `Ms` or `Mr`.
    pub title: &'static str,
    /// First name.
    pub first: &'static str,
    /// What friends call this person; often the first name itself.
    pub short: &'static str,
    /// Last name.
    pub last: &'static str,
    /// Job title; empty in a household.
    pub role: &'static str,
    /// The address as this person gives it; none when never given.
    pub email: Option<String>,
    /// What becomes of a message sent there.
    pub email_state: EmailState,
    /// The telephone number; none when never given.
    pub phone: Option<Phone>,
}

/// Which channels an account allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Consent {
    /// Allows e-mail.
    pub email: bool,
    /// Allows letters.
    pub letter: bool,
    /// Allows calls.
    pub call: bool,
}

impl Consent {
    /// Whether this channel is allowed.
    #[must_use]
    pub fn allows(self, channel: Channel) -> bool {
        match channel {
            Channel::Email => self.email,
            Channel::Letter => self.letter,
            Channel::Call => self.call,
        }
    }

    pub(crate) fn drawn(dice: &mut Dice) -> Consent {
        Consent {
            email: dice.lands(ALLOW_EMAIL),
            letter: dice.lands(ALLOW_LETTER),
            call: dice.lands(ALLOW_CALL),
        }
    }
}

impl Account {
    /// The account at a place in line of the business with this seed.
    pub(crate) fn at(seed: u64, index: u32) -> Account {
        let mut dice = Dice::new(seed, u64::from(index), Purpose::Identity, 0);
        if dice.lands(FIRM_SHARE) {
            firm(index, &mut dice)
        } else {
            household(index, &mut dice)
        }
    }

    /// The number the shop knows it by.
    #[must_use]
    pub fn customer_number(&self) -> String {
        (FIRST_CUSTOMER_NUMBER + self.index).to_string()
    }

    /// The index of the person with this e-mail address, where it reaches somebody.
    #[must_use]
    pub fn person_at(&self, email: &str) -> Option<usize> {
        let is_it = |person: &Person| {
            person.email_state == EmailState::Works
                && person
                    .email
                    .as_deref()
                    .is_some_and(|own| own.eq_ignore_ascii_case(email))
        };
        self.people.iter().position(is_it)
    }
}

impl Person {
    /// First and last name.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }
}

fn firm(index: u32, dice: &mut Dice) -> Account {
    let industry = dice.pick(&INDUSTRIES);
    let trade = *dice.pick(&industry.trades);
    let name = crate::firm::Name::at(index, trade);
    let address = Address::drawn(dice);
    let mailing = Mailing::Firm {
        domain: name.domain(),
    };
    let count = dice.weighted(&FIRM_PEOPLE) + 1;
    let last_names: Vec<_> = (0..count).map(|_| *dice.pick(&LAST_NAMES)).collect();
    let mut people = people(index, &last_names, &address, &mailing, dice);
    for (at, person) in people.iter_mut().enumerate() {
        person.role = if at == 0 {
            ROLES[0]
        } else {
            ROLES[1 + (at + index as usize) % 5]
        };
    }
    let spread = dice.normal() * 0.8;
    Account {
        index,
        kind: AccountKind::Firm,
        group: Group::at(index),
        company: Some(name.with_form(dice)),
        industry: Some(industry.name),
        employees: Some((industry.typical_employees * spread.exp()).round().max(1.0) as u32),
        address,
        people,
        consent: Consent::drawn(dice),
        trade: Some(industry),
    }
}

fn household(index: u32, dice: &mut Dice) -> Account {
    let address = Address::drawn(dice);
    let last_name = *dice.pick(&LAST_NAMES);
    let count = dice.weighted(&HOUSEHOLD_PEOPLE) + 1;
    // Not everybody under one roof has one name.
    let last_names: Vec<_> = (0..count)
        .map(|at| {
            if at > 0 && dice.lands(0.12) {
                *dice.pick(&LAST_NAMES)
            } else {
                last_name
            }
        })
        .collect();
    let people = people(index, &last_names, &address, &Mailing::Private, dice);
    Account {
        index,
        kind: AccountKind::Household,
        group: Group::at(index),
        company: None,
        industry: None,
        employees: None,
        address,
        people,
        consent: Consent::drawn(dice),
        trade: None,
    }
}

/// People with names that differ within the account and contact points of their own, or shared.
fn people(
    index: u32,
    last_names: &[&'static str],
    address: &Address,
    mailing: &Mailing,
    dice: &mut Dice,
) -> Vec<Person> {
    let start = dice.below(FIRST_NAMES.len());
    let mut people: Vec<Person> = Vec::with_capacity(last_names.len());
    for (at, last) in last_names.iter().enumerate() {
        // 23 has no factor in common with 80, so nobody in an account shares a first name.
        let first = &FIRST_NAMES[(start + at * 23) % FIRST_NAMES.len()];
        let (email, email_state) = mailing.drawn(first.0, last, index, at, dice);
        let shares_line = at > 0 && dice.lands(0.4);
        let own = address.country.phone(u64::from(index) * 4 + at as u64);
        let has_phone = dice.lands(0.88);
        let phone = match people.first() {
            Some(main) if shares_line => main.phone.clone(),
            _ => has_phone.then_some(own),
        };
        people.push(Person {
            title: first.2.word(),
            first: first.0,
            short: first.1,
            last,
            role: "",
            email,
            email_state,
            phone,
        });
    }
    people
}
