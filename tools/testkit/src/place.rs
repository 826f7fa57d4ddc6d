//! Invented postal addresses: dice in; a street, a town and a postcode that is well formed and
//! belongs to no place out.

use crate::chance::Dice;
use crate::names::{STREET_KINDS, STREETS, TOWNS, town};
use crate::phone::Phone;

/// Postcode areas that Royal Mail has not given out.
static UNUSED_AREAS: [&str; 8] = ["QA", "QB", "QX", "XA", "XB", "ZB", "ZL", "ZN"];
/// Letters that may stand in the second half of a British postcode.
const INWARD_LETTERS: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";

/// A country the practice business sells to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Country {
    /// The United Kingdom.
    UnitedKingdom,
    /// Ireland.
    Ireland,
    /// The United States.
    UnitedStates,
}

impl Country {
    /// The name as files carry it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Country::UnitedKingdom => "United Kingdom",
            Country::Ireland => "Ireland",
            Country::UnitedStates => "United States",
        }
    }

    /// What sending a parcel there costs the business, in pence.
    #[must_use]
    pub fn parcel_minor(self) -> i64 {
        match self {
            Country::UnitedKingdom => 495,
            Country::Ireland => 1_095,
            Country::UnitedStates => 1_895,
        }
    }

    pub(crate) fn phone(self, serial: u64) -> Phone {
        match self {
            Country::UnitedKingdom => Phone::british(serial),
            Country::Ireland => Phone::irish(serial),
            Country::UnitedStates => Phone::american(serial),
        }
    }

    fn postcode(self, dice: &mut Dice) -> String {
        match self {
            Country::UnitedKingdom => british_postcode(dice),
            Country::Ireland => format!("Q{:02} {}", dice.between(10, 99), eircode_tail(dice)),
            // Postal codes below 00500 are not in use.
            Country::UnitedStates => format!("00{:03}", dice.between(100, 499)),
        }
    }
}

/// A postal address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// House number and street.
    pub street: String,
    /// Town.
    pub town: String,
    /// Postcode.
    pub postcode: String,
    /// Country.
    pub country: Country,
}

impl Address {
    pub(crate) fn drawn(dice: &mut Dice) -> Address {
        let country = match dice.weighted(&[90, 7, 3]) {
            0 => Country::UnitedKingdom,
            1 => Country::Ireland,
            _ => Country::UnitedStates,
        };
        Address::drawn_in(country, dice)
    }

    pub(crate) fn drawn_in(country: Country, dice: &mut Dice) -> Address {
        let number = 1 + dice.below(180);
        let (name, kind) = (dice.pick(&STREETS), dice.pick(&STREET_KINDS));
        Address {
            street: format!("{number} {name} {kind}"),
            town: town(dice.below(TOWNS)),
            postcode: country.postcode(dice),
            country,
        }
    }
}

fn british_postcode(dice: &mut Dice) -> String {
    let area = dice.pick(&UNUSED_AREAS);
    let (district, sector) = (dice.between(1, 28), dice.between(0, 9));
    let (one, two) = (
        *dice.pick(INWARD_LETTERS) as char,
        *dice.pick(INWARD_LETTERS) as char,
    );
    format!("{area}{district} {sector}{one}{two}")
}

fn eircode_tail(dice: &mut Dice) -> String {
    let (one, two) = (
        *dice.pick(INWARD_LETTERS) as char,
        *dice.pick(INWARD_LETTERS) as char,
    );
    format!("{one}{}{two}{}", dice.between(0, 9), dice.between(0, 9))
}
