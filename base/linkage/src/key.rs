//! Keys: what must be equal before two records are compared at all.
//!
//! Enters: a record. Leaves: a number that records with equal keys share.

use serde::{Deserialize, Serialize};

use crate::contact::local_part;
use crate::record::{Part, Records};
use crate::values::{MISSING, hash64, mix};

/// One key of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Key {
    /// The whole value.
    Whole(Part),
    /// Its first letters.
    Head(Part, u8),
    /// Its last letters.
    Tail(Part, u8),
    /// Its first letter and the consonants after it, doubles once: most typing and hearing errors
    /// leave them.
    Sound(Part),
    /// The part of an e-mail address before the @.
    Mailbox,
    /// The year of a date.
    Year,
    /// Month and day of a date.
    MonthAndDay,
    /// First and family name in any order.
    Names,
}

impl Key {
    /// The keys worth trying for a part.
    pub(crate) fn of_part(part: Part) -> Vec<Key> {
        let whole = Key::Whole(part);
        match part {
            Part::Given => vec![whole, Key::Head(part, 1), Key::Head(part, 3)],
            Part::Surname => vec![whole, Key::Head(part, 3), Key::Sound(part)],
            Part::Company => vec![whole, Key::Head(part, 5), Key::Sound(part)],
            Part::Email => vec![whole, Key::Mailbox, Key::Head(part, 5)],
            Part::Phone => vec![whole, Key::Tail(part, 4)],
            Part::Street => vec![whole, Key::Head(part, 4)],
            Part::City => vec![whole, Key::Head(part, 4)],
            Part::Postcode => vec![whole, Key::Head(part, 3)],
            Part::Born => vec![whole, Key::Year, Key::MonthAndDay],
            Part::Identifier => vec![whole, Key::Head(part, 4), Key::Tail(part, 4)],
            Part::Number | Part::Region => vec![whole],
            Part::Text(_) => vec![whole, Key::Head(part, 4)],
        }
    }

    /// The part a key is made of; the family name for both names.
    pub(crate) fn part(self) -> Part {
        match self {
            Key::Whole(part) | Key::Head(part, _) | Key::Tail(part, _) | Key::Sound(part) => part,
            Key::Mailbox => Part::Email,
            Key::Year | Key::MonthAndDay => Part::Born,
            Key::Names => Part::Surname,
        }
    }

    /// The key by the parts it is made of.
    pub(crate) fn with_parts(self) -> Vec<(Key, Part)> {
        let whole = |part| (Key::Whole(part), part);
        match self {
            Key::Names => vec![whole(Part::Given), whole(Part::Surname)],
            _ => vec![(self, self.part())],
        }
    }

    /// Whether records that agree in this key agree in the other.
    pub(crate) fn implies(self, other: Key) -> bool {
        self == other || (self == Key::Whole(other.part()) && other != Key::Names)
    }

    /// Whether the key needs the whole value to be equal.
    pub(crate) fn is_whole(self) -> bool {
        matches!(self, Key::Whole(_) | Key::Names)
    }

    /// The key of a record; `None` where the record does not say.
    pub(crate) fn hash(self, records: &Records, row: u32) -> Option<u64> {
        let text = |part| {
            let place = records.schema.place(part)?;
            let value = records.value(place, row);
            (value != MISSING).then(|| records.values[place].text(value))
        };
        match self {
            Key::Whole(part) => {
                let place = records.schema.place(part)?;
                let value = records.value(place, row);
                (value != MISSING).then(|| mix(u64::from(value)))
            }
            Key::Head(part, most) => {
                let most = usize::from(most);
                text(part)
                    .filter(|text| text.len() >= most)
                    .map(|text| hash64(&text[..most]))
            }
            Key::Tail(part, most) => {
                let most = usize::from(most);
                text(part)
                    .filter(|text| text.len() > most)
                    .map(|text| hash64(&text[text.len() - most..]))
            }
            Key::Sound(part) => text(part).map(sound),
            Key::Mailbox => {
                let email = std::str::from_utf8(text(Part::Email)?).ok()?;
                Some(hash64(local_part(email).as_bytes()))
            }
            Key::Year => text(Part::Born).map(|date| hash64(&date[..4])),
            Key::MonthAndDay => text(Part::Born).map(|date| hash64(&date[4..])),
            Key::Names => {
                let given = hash64(text(Part::Given).filter(|name| name.len() > 1)?);
                Some(given.wrapping_add(hash64(text(Part::Surname)?)))
            }
        }
    }
}

fn sound(text: &[u8]) -> u64 {
    let mut bones = [0_u8; 5];
    let mut long = 0;
    for byte in text {
        let is_vowel = matches!(
            byte,
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'h' | b'w' | b' '
        );
        let is_double = long > 0 && bones[long - 1] == *byte;
        if (long == 0 || !is_vowel) && !is_double && long < bones.len() {
            bones[long] = *byte;
            long += 1;
        }
    }
    hash64(&bones[..long])
}
