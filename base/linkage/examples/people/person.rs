//! Invented people and the ways their records are written. Enters: dice. Leaves: rows of a list.

use std::sync::OnceLock;

use rand::RngExt;
use rand_pcg::Pcg64;

/// Full and short first names: the families that the library knows; the commonest come first.
fn first_names() -> &'static [(&'static str, &'static str)] {
    static NAMES: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let lines = include_str!("../../src/nicknames.txt").lines();
        lines
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split(' ').next().zip(line.split(' ').nth(1)))
            .collect()
    })
}
#[rustfmt::skip]
const LAST: [&str; 40] = [
    "Smith", "Johnson", "Williams", "Brown", "Jones", "Garcia", "Miller", "Davis", "Rodriguez", "Martinez", "Wilson", "Anderson",
    "Taylor", "Thomas", "Moore", "Jackson", "Martin", "Lee", "Thompson", "White", "Harris", "Clark", "Lewis", "Walker", "Hall",
    "Young", "King", "Wright", "Scott", "Green", "Baker", "Adams", "Nelson", "Hill", "Campbell", "Mitchell", "Roberts", "Carter",
    "Phillips", "Evans",
];
#[rustfmt::skip]
const SYLLABLES: [&str; 48] = [
    "al", "bar", "ber", "bri", "cal", "cor", "dal", "den", "dor", "el", "en", "fair", "fel", "gar", "gis", "hal", "hol", "ist",
    "kan", "kel", "lan", "lor", "mac", "mar", "mor", "nel", "nor", "oss", "pat", "pen", "quin", "ran", "ros", "sal", "sen",
    "stro", "tal", "tor", "ul", "van", "vel", "wes", "wick", "yar", "zan", "mont", "ford", "ley",
];
const KINDS: [(&str, &str); 6] = [
    ("Street", "St"),
    ("Road", "Rd"),
    ("Avenue", "Ave"),
    ("Lane", "Ln"),
    ("Drive", "Dr"),
    ("Court", "Ct"),
];
const STATES: [&str; 20] = [
    "AL", "AZ", "CA", "CO", "FL", "GA", "IL", "IN", "KY", "MA", "MI", "MN", "MO", "NC", "NJ", "NY",
    "OH", "PA", "TX", "WA",
];
const HOSTS: [&str; 6] = [
    "gmail.com",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "icloud.com",
    "comcast.net",
];
/// Towns of the invented country.
const TOWNS: u32 = 6_000;

fn capital(name: &str) -> String {
    let mut name = name.to_owned();
    name[..1].make_ascii_uppercase();
    name
}

fn word(dice: &mut Pcg64, syllables: usize) -> String {
    let mut word: String = (0..syllables)
        .map(|_| SYLLABLES[dice.random_range(0..SYLLABLES.len())])
        .collect();
    word[..1].make_ascii_uppercase();
    word
}

/// A house and what its people share.
pub(crate) struct Home {
    last: String,
    address: Address,
    line: String,
}

#[derive(Clone)]
struct Address {
    number: u32,
    street: String,
    kind: (&'static str, &'static str),
    town: u32,
}

impl Address {
    fn new(dice: &mut Pcg64) -> Address {
        let kind = KINDS[dice.random_range(0..KINDS.len())];
        Address {
            number: dice.random_range(1..9_999),
            street: word(dice, 2),
            kind,
            town: dice.random_range(0..TOWNS),
        }
    }

    fn cells(&self, dice: &mut Pcg64) -> String {
        let kind = if dice.random_bool(0.5) {
            self.kind.0
        } else {
            self.kind.1
        };
        let town = (
            self.town as usize,
            self.town as usize / 47,
            self.town as usize / 7,
        );
        let city = format!(
            "{}{}{}",
            SYLLABLES[town.0 % 48],
            SYLLABLES[town.1 % 48],
            SYLLABLES[town.2 % 48]
        );
        let state = STATES[self.town as usize % STATES.len()];
        let code = format!("{:05}", 1_000 + self.town * 16);
        let street = format!("{} {} {kind}", self.number, typed(dice, &self.street));
        let city = typed(dice, &city);
        let mut known = |text: String| {
            if dice.random_bool(0.92) {
                text
            } else {
                String::new()
            }
        };
        let (street, city, code) = (known(street), known(city), known(code));
        let tail = if code.len() == 5 && dice.random_bool(0.15) {
            format!("-{:04}", dice.random_range(0..9_999))
        } else {
            String::new()
        };
        format!("{street},{city},{state},{code}{tail},US")
    }
}

impl Home {
    /// A new home.
    pub(crate) fn new(dice: &mut Pcg64) -> Home {
        let syllables = dice.random_range(2..4);
        let common = dice.random_bool(0.25);
        let last = if common {
            LAST[dice.random_range(0..LAST.len())].to_owned()
        } else {
            word(dice, syllables)
        };
        Home {
            last,
            address: Address::new(dice),
            line: number(dice),
        }
    }
}

fn number(dice: &mut Pcg64) -> String {
    format!(
        "{}{:03}{:04}",
        dice.random_range(201..990),
        dice.random_range(200..999),
        dice.random_range(0..9_999)
    )
}

/// One person of a home.
pub(crate) struct Person {
    first: (String, String),
    last: String,
    address: Address,
    phones: [String; 2],
    emails: [String; 2],
    company: String,
}

impl Person {
    /// A person who lives here.
    pub(crate) fn of(home: &Home, dice: &mut Pcg64) -> Person {
        // Squaring makes some names far commoner than others.
        let names = first_names();
        let at = (dice.random::<f64>().powi(2) * names.len() as f64) as usize;
        let (full, short) = names[at.min(names.len() - 1)];
        let first = (capital(full), capital(short));
        let last = if dice.random_bool(0.95) {
            home.last.clone()
        } else {
            word(dice, 2)
        };
        let company = if dice.random_bool(0.15) {
            format!(
                "{} {}",
                word(dice, 2),
                ["LLC", "Inc", "Plumbing", "Design Co", "Foods"][dice.random_range(0..5)]
            )
        } else {
            String::new()
        };
        let emails = [email(&first.0, &last, dice), email(&first.0, &last, dice)];
        Person {
            first,
            last,
            address: home.address.clone(),
            phones: [home.line.clone(), number(dice)],
            emails,
            company,
        }
    }

    /// The cells of one record of this person.
    pub(crate) fn row(&mut self, dice: &mut Pcg64) -> String {
        if dice.random_bool(0.07) {
            self.address = Address::new(dice);
        }
        let first = match dice.random_range(0..100) {
            0..12 => self.first.1.clone(),
            12..16 => self.first.0[..1].to_owned(),
            16..18 => String::new(),
            _ => typed(dice, &self.first.0),
        };
        let (mut first, mut last) = (first, typed(dice, &self.last));
        if dice.random_bool(0.01) {
            std::mem::swap(&mut first, &mut last);
        }
        let email = if dice.random_bool(0.7) {
            self.emails[usize::from(dice.random_bool(0.25))].clone()
        } else {
            String::new()
        };
        let phone = if dice.random_bool(0.7) {
            shown(&self.phones[usize::from(dice.random_bool(0.5))], dice)
        } else {
            String::new()
        };
        let company = if dice.random_bool(0.7) {
            self.company.as_str()
        } else {
            ""
        };
        let line = format!(
            "{first},{last},{company},{email},{phone},{}",
            self.address.cells(dice)
        );
        match dice.random_range(0..20) {
            0 => line.to_uppercase(),
            1 => line.to_lowercase(),
            _ => line,
        }
    }
}

fn email(first: &str, last: &str, dice: &mut Pcg64) -> String {
    let host = HOSTS[dice.random_range(0..HOSTS.len())];
    // A mailbox has one owner: common names find the plain address taken.
    let is_taken = LAST.contains(&last) || dice.random_bool(0.5);
    let digits = if is_taken {
        dice.random_range(1..99_999).to_string()
    } else {
        String::new()
    };
    let (first, last) = (first.to_lowercase(), last.to_lowercase());
    match dice.random_range(0..4) {
        0 => format!("{first}.{last}{digits}@{host}"),
        1 => format!("{first}{last}{digits}@{host}"),
        2 => format!("{}{last}{digits}@{host}", &first[..1]),
        _ => format!("{last}{}{digits}@{host}", &first[..1]),
    }
}

fn shown(digits: &str, dice: &mut Pcg64) -> String {
    let (area, middle, end) = (&digits[..3], &digits[3..6], &digits[6..]);
    match dice.random_range(0..4) {
        0 => format!("({area}) {middle}-{end}"),
        1 => format!("+1 {area} {middle} {end}"),
        2 => format!("{area}.{middle}.{end}"),
        _ => digits.to_owned(),
    }
}

/// A word as typed: one in twenty-five with an error.
fn typed(dice: &mut Pcg64, word: &str) -> String {
    if word.len() < 3 || !dice.random_bool(0.04) {
        return word.to_owned();
    }
    let mut letters: Vec<u8> = word.bytes().collect();
    let at = dice.random_range(1..letters.len() - 1);
    match dice.random_range(0..4) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = b'a' + dice.random_range(0..26),
    }
    letters.into_iter().map(char::from).collect()
}
