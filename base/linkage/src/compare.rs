//! Two records held against each other. Enters: records and two row numbers. Leaves: the finding
//! of every comparison, packed into one number: the pattern.

use crate::contact::local_part;
use crate::feature::{Feature, email, given, place, surname};
use crate::finding::{
    COMMON, NEAR, OTHER, SAME, UNKNOWN, born_finding, company_finding, email_finding,
    given_finding, identifier_finding, is_nearly, likeness, made_of, phone_finding,
    surname_finding, text_finding,
};
use crate::nickname::is_nickname_of;
use crate::record::{Part, Records};
use crate::values::{MISSING, Values};

/// The findings of all comparisons of a pair, four bits each.
pub(crate) type Pattern = u64;

/// Bits of one finding.
const BITS: usize = 4;
/// Comparisons that fit into a pattern.
pub(crate) const MOST_FEATURES: usize = 64 / BITS;

/// The finding of the comparison at a place of a pattern.
pub(crate) fn finding(pattern: Pattern, at: usize) -> u8 {
    (pattern >> (BITS * at) & 0xf) as u8
}

/// Where each part of the records stands, looked up once.
#[derive(Clone, Copy, Debug, Default)]
struct Places {
    given: Option<usize>,
    surname: Option<usize>,
    company: Option<usize>,
    email: Option<usize>,
    phone: Option<usize>,
    number: Option<usize>,
    street: Option<usize>,
    postcode: Option<usize>,
    city: Option<usize>,
    region: Option<usize>,
    born: Option<usize>,
    identifier: Option<usize>,
}

/// Compares records.
pub(crate) struct Comparison<'a> {
    records: &'a Records,
    features: &'a [Feature],
    places: Places,
    texts: Vec<Option<usize>>,
}

impl<'a> Comparison<'a> {
    pub(crate) fn new(records: &'a Records, features: &'a [Feature]) -> Comparison<'a> {
        let place = |part| records.schema.place(part);
        let text = |feature: &Feature| match feature {
            Feature::Text(column) => place(Part::Text(*column)),
            _ => None,
        };
        let places = Places {
            given: place(Part::Given),
            surname: place(Part::Surname),
            company: place(Part::Company),
            email: place(Part::Email),
            phone: place(Part::Phone),
            number: place(Part::Number),
            street: place(Part::Street),
            postcode: place(Part::Postcode),
            city: place(Part::City),
            region: place(Part::Region),
            born: place(Part::Born),
            identifier: place(Part::Identifier),
        };
        Comparison {
            records,
            features,
            places,
            texts: features.iter().map(text).collect(),
        }
    }

    /// The findings of all comparisons.
    pub(crate) fn pattern(&self, a: u32, b: u32) -> Pattern {
        let mut pattern = 0;
        let mailbox = self.email(a, b);
        let mut names = self.names(a, b);
        if mailbox == email::SHORT_NAMED {
            names = told_once(names);
        }
        for (at, feature) in self.features.iter().enumerate() {
            let found = match feature {
                Feature::Given => names.0,
                Feature::Surname => names.1,
                Feature::Company => self.by(self.places.company, a, b, company_finding),
                Feature::Email => mailbox,
                Feature::Phone => self.by(self.places.phone, a, b, phone_finding),
                Feature::Place => self.place(a, b),
                Feature::Born => self.by(self.places.born, a, b, born_finding),
                Feature::Identifier => self.by(self.places.identifier, a, b, identifier_finding),
                Feature::Text(_) => self.by(self.texts[at], a, b, text_finding),
            };
            pattern |= u64::from(found) << (BITS * at);
        }
        pattern
    }

    /// The finding of a comparison where both records have this value.
    pub(crate) fn equal_finding(&self, feature: Feature, values: &Values, value: u32) -> u8 {
        match feature {
            Feature::Given => given_finding(values, value, value),
            Feature::Surname => surname_finding(values, value, value),
            Feature::Company => company_finding(values, value, value),
            _ => text_finding(values, value, value),
        }
    }

    fn value(&self, place: Option<usize>, row: u32) -> u32 {
        place.map_or(MISSING, |place| self.records.value(place, row))
    }

    fn by(
        &self,
        place: Option<usize>,
        a: u32,
        b: u32,
        compare: impl Fn(&Values, u32, u32) -> u8,
    ) -> u8 {
        let (one, other) = (self.value(place, a), self.value(place, b));
        let Some(place) = place else {
            return 0;
        };
        if one == MISSING || other == MISSING {
            return 0;
        }
        compare(&self.records.values[place], one, other)
    }

    /// First and family name together, since they may have changed places.
    fn names(&self, a: u32, b: u32) -> (u8, u8) {
        let first = self.by(self.places.given, a, b, given_finding);
        let last = self.by(self.places.surname, a, b, surname_finding);
        let apart =
            |found: u8| matches!(found, given::DIFFERENT | given::SIMILAR | given::CONFLICT);
        let differs = matches!(last, surname::DIFFERENT | surname::SIMILAR);
        if apart(first) && differs && self.is_swapped(a, b) {
            // One slip of the pen is one finding.
            return (given::SWAPPED, 0);
        }
        (first, last)
    }

    fn is_swapped(&self, a: u32, b: u32) -> bool {
        let (Some(given), Some(surname)) = (self.places.given, self.places.surname) else {
            return false;
        };
        let first = |row| self.records.values[given].text(self.records.value(given, row));
        let last = |row| self.records.values[surname].text(self.records.value(surname, row));
        let alike = |one: &[u8], other: &[u8]| {
            let text = |bytes| std::str::from_utf8(bytes).unwrap_or_default();
            is_nearly(one, other) || is_nickname_of(text(one), text(other))
        };
        let crossed = |one: u32, other: u32| alike(first(one), last(other));
        // One of the two must be equal to the letter: alike twice is too easy.
        crossed(a, b) && crossed(b, a) && (first(a) == last(b) || last(a) == first(b))
    }

    fn email(&self, a: u32, b: u32) -> u8 {
        let found = self.by(self.places.email, a, b, email_finding);
        let text = |place: Option<usize>, row: u32| {
            place.map_or("", |place| {
                self.records.values[place].string(self.value(Some(place), row))
            })
        };
        let local = |row: u32| local_part(text(self.places.email, row));
        let named = |row: u32| {
            made_of(
                local(row),
                text(self.places.given, row),
                text(self.places.surname, row),
            )
        };
        let has_number = |row: u32| local(row).bytes().any(|byte| byte.is_ascii_digit());
        match found {
            // One address has one front: the record with the fuller name tells what it is made of.
            email::SAME if !has_number(a) => {
                let forms = named(a).into_iter().chain(named(b));
                forms.min().unwrap_or(email::SAME)
            }
            // Two Anna Bergs are both anna.berg somewhere.
            email::OTHER_HOST if !has_number(a) && (named(a).is_some() || named(b).is_some()) => {
                email::DIFFERENT
            }
            // They are anna.berg61 and anna.berg68: of such addresses only the numbers tell.
            email::TYPING_ERROR | email::SIMILAR if named(a).is_some() && named(b).is_some() => {
                email::DIFFERENT
            }
            _ => found,
        }
    }

    fn place(&self, a: u32, b: u32) -> u8 {
        let street = self.by(self.places.street, a, b, likeness);
        let number = self.by(self.places.number, a, b, likeness);
        let postcode = self.by(self.places.postcode, a, b, likeness);
        let city = self.by(self.places.city, a, b, likeness);
        let region = self.by(self.places.region, a, b, likeness);
        let same_area = postcode == SAME || city == SAME || postcode == NEAR || city == NEAR;
        if street == UNKNOWN {
            return match () {
                () if postcode == SAME => place::ONLY_POSTCODE,
                () if city == SAME => self.same_town(a),
                () if city == NEAR || postcode == NEAR => place::ONLY_SIMILAR_TOWN,
                () if region == SAME => place::ONLY_REGION,
                () if postcode + city + region == UNKNOWN => 0,
                () => place::NOT_EVEN_REGION,
            };
        }
        let same_house = street != OTHER && (number == SAME || (number == NEAR && street == SAME));
        match () {
            () if same_house && same_area => place::HOUSE,
            () if same_house && postcode + city == UNKNOWN => place::HOUSE_ALONE,
            () if same_house => place::HOUSE_ELSEWHERE,
            () if street != OTHER && (same_area || postcode + city == UNKNOWN) => place::STREET,
            () if postcode == SAME => place::POSTCODE,
            () if city == SAME || city == NEAR => place::TOWN,
            () if region == SAME => place::REGION,
            () => place::DIFFERENT,
        }
    }

    fn same_town(&self, row: u32) -> u8 {
        let Some(city) = self.places.city else {
            unreachable!("towns were compared")
        };
        let share = self.records.values[city].share(self.records.value(city, row));
        if share < COMMON {
            place::ONLY_RARE_TOWN
        } else {
            place::ONLY_TOWN
        }
    }
}

/// Findings of names beside a mailbox like jsmith@: whoever has it by chance has the family name
/// and the initial for the same reason, so they are told once.
fn told_once((first, last): (u8, u8)) -> (u8, u8) {
    let initial = if first == given::INITIAL {
        given::TOLD_INITIAL
    } else {
        first
    };
    let is_told = (surname::OF_TWO..surname::PART).contains(&last) || last == surname::TYPING_ERROR;
    (initial, if is_told { surname::TOLD } else { last })
}
