//! Names of firms: a place in line and a trade in; a name, a legal form and a domain that no other
//! account has out.

use crate::chance::Dice;
use crate::names::{STEMS, TOWNS, plain_letters, stem, town};

static FORMS: [&str; 6] = [" Ltd", " Limited", " Ltd", " LLP", " & Sons", ""];

/// A firm's name without its legal form.
pub(crate) struct Name(String);

impl Name {
    /// `Kesford Joinery` for the first three hundred, `Kesford & Marlgate Joinery` for the next
    /// ninety thousand, then with the town, then with a number.
    pub(crate) fn at(index: u32, trade: &str) -> Name {
        let place = index as usize;
        let (first, rest) = (stem(place % STEMS), place / STEMS);
        let (partner, far) = (rest % STEMS, rest / STEMS);
        let mut name = match partner {
            0 => format!("{first} {trade}"),
            _ => format!("{first} & {} {trade}", stem(partner)),
        };
        if far > 0 {
            name = format!("{name} {}", town((far - 1) % TOWNS));
        }
        if far > TOWNS {
            name = format!("{name} {}", far / TOWNS + 1);
        }
        Name(name)
    }

    pub(crate) fn with_form(&self, dice: &mut Dice) -> String {
        format!("{}{}", self.0, dice.pick(&FORMS))
    }

    pub(crate) fn domain(&self) -> String {
        format!("{}.example", plain_letters(&self.0))
    }
}
