//! Contacts for somebody else's customers: their numbers and countries in; a contact file with
//! invented names and addresses that reach nobody out.

use crate::account::Consent;
use crate::chance::{Dice, Purpose};
use crate::email::Mailing;
use crate::files::rows::Rows;
use crate::firm::Name;
use crate::names::{FIRST_NAMES, INDUSTRIES, LAST_NAMES};
use crate::place::{Address, Country};

/// The columns of the contact file.
static HEADER: [&str; 13] = [
    "customer_id",
    "company",
    "first_name",
    "last_name",
    "email",
    "phone",
    "street",
    "city",
    "postcode",
    "country",
    "consent_email",
    "consent_post",
    "consent_phone",
];

/// Share of customers that are firms; those of other data are mostly trade customers.
const FIRM_SHARE: f64 = 0.7;

/// A contact file, UTF-8 with commas, for customer numbers and their countries.
///
/// The same list and seed give the same text; every row is about one number, in the order given.
#[must_use]
pub fn contacts_for(customer_numbers: &[(String, String)], seed: u64) -> String {
    let mut rows = Rows::new(',');
    rows.fields(HEADER).end();
    for (at, (number, country)) in customer_numbers.iter().enumerate() {
        write_contact(&mut rows, at, number, country, seed);
    }
    rows.into_text()
}

fn write_contact(rows: &mut Rows, at: usize, number: &str, country: &str, seed: u64) {
    let mut dice = Dice::new(seed, at as u64, Purpose::Contacts, 0);
    let firm = dice
        .lands(FIRM_SHARE)
        .then(|| Name::at(at as u32, dice.pick(&INDUSTRIES).trades[0]));
    let (first, last) = (dice.pick(&FIRST_NAMES).0, *dice.pick(&LAST_NAMES));
    let mailing = match &firm {
        Some(name) => Mailing::Firm {
            domain: name.domain(),
        },
        None => Mailing::Private,
    };
    let (email, _) = mailing.drawn(first, last, at as u32, 0, &mut dice);
    let home = nearest_country(country);
    let phone = dice.lands(0.85).then(|| home.phone(at as u64).written(0));
    let address = Address::drawn_in(home, &mut dice);
    let consent = Consent::drawn(&mut dice);
    let company = firm.map_or_else(String::new, |name| name.with_form(&mut dice));
    rows.fields([
        number,
        &company,
        first,
        last,
        email.as_deref().unwrap_or(""),
    ])
    .fields([
        phone.as_deref().unwrap_or(""),
        &address.street,
        &address.town,
    ])
    .fields([&*address.postcode, country])
    .fields([consent.email, consent.letter, consent.call].map(yes_or_no))
    .end();
}

/// The country whose habits of addresses and numbers are used for a country by name.
fn nearest_country(name: &str) -> Country {
    match name.trim().to_lowercase().as_str() {
        "eire" | "ireland" => Country::Ireland,
        "usa" | "us" | "united states" | "canada" => Country::UnitedStates,
        _ => Country::UnitedKingdom,
    }
}

fn yes_or_no(allowed: bool) -> &'static str {
    if allowed { "yes" } else { "no" }
}
