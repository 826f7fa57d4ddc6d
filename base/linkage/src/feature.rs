//! What is compared, and the findings a comparison can have.
//!
//! Enters: the parts of a schema. Leaves: the comparisons to make; for each the list of its
//! findings, from the best agreement to the plainest difference.

use serde::{Deserialize, Serialize};

use crate::record::{Part, Schema};

/// One comparison of two records. Parts that are not independent of each other (street, number,
/// postal code, town) are one comparison, so that one move of house is counted once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Feature {
    Given,
    Surname,
    Company,
    Email,
    Phone,
    Place,
    Born,
    Identifier,
    Text(u16),
}

/// One finding of a comparison.
#[derive(Debug)]
pub(crate) struct Level {
    /// In plain words.
    pub(crate) words: &'static str,
    /// Findings of one group exclude each other and their chances sum to 1; which group applies is
    /// a matter of what is known (a full name or an initial), not of who it is.
    pub(crate) group: u8,
    /// The chance of this finding for two records of one person before anything is learned. It
    /// also stands for a few observed pairs while learning ([`crate::learn`]), so it need not be
    /// right, only of the right order.
    pub(crate) start: f64,
    /// Whether both values are equal, so that how rare the value is counts.
    pub(crate) is_exact: bool,
    /// Whether the values are one and the same but for writing.
    pub(crate) is_close: bool,
    /// Whether the chance stays as it starts. Relatives share all but the first name, so what is
    /// learned of first names that differ would be learned from them.
    pub(crate) is_fixed: bool,
}

const fn level(words: &'static str, group: u8, start: f64) -> Level {
    Level {
        words,
        group,
        start,
        is_exact: false,
        is_close: false,
        is_fixed: false,
    }
}

const fn exact(words: &'static str, start: f64) -> Level {
    Level {
        words,
        group: 0,
        start,
        is_exact: true,
        is_close: true,
        is_fixed: false,
    }
}

const fn fixed(words: &'static str, group: u8, start: f64) -> Level {
    Level {
        words,
        group,
        start,
        is_exact: false,
        is_close: false,
        is_fixed: true,
    }
}

const fn close(words: &'static str, start: f64) -> Level {
    Level {
        words,
        group: 0,
        start,
        is_exact: false,
        is_close: true,
        is_fixed: false,
    }
}

/// Findings of first names. Numbers start at 1; 0 is «not known on one side».
pub(crate) mod given {
    pub(crate) const RARE: u8 = 1;
    pub(crate) const SHORT_FORM: u8 = 4;
    pub(crate) const TYPING_ERROR: u8 = 5;
    pub(crate) const SIMILAR: u8 = 6;
    pub(crate) const DIFFERENT: u8 = 7;
    pub(crate) const SWAPPED: u8 = 8;
    pub(crate) const CONFLICT: u8 = 9;
    pub(crate) const INITIAL: u8 = 10;
    pub(crate) const OTHER_INITIAL: u8 = 11;
    pub(crate) const TOLD_INITIAL: u8 = 12;
}
static GIVEN: [Level; 12] = [
    exact("the same, a rare one", 0.28),
    exact("the same", 0.28),
    exact("the same, a common one", 0.27),
    level("a short form of the same name", 0, 0.05),
    close("the same but for a typing error", 0.07),
    level("similar", 0, 0.02),
    level("different", 0, 0.017),
    level("first and family name changed places", 0, 0.01),
    fixed("another first name", 0, 0.002),
    level("the initial agrees", 1, 0.99),
    fixed("the initial differs", 1, 0.01),
    level("the initial, as in the e-mail address", 2, 1.0),
];

/// Findings of family names.
pub(crate) mod surname {
    pub(crate) const OF_TWO: u8 = 1;
    pub(crate) const OF_FEW: u8 = 2;
    pub(crate) const RARE: u8 = 3;
    pub(crate) const PART: u8 = 6;
    pub(crate) const TYPING_ERROR: u8 = 7;
    pub(crate) const SIMILAR: u8 = 8;
    pub(crate) const DIFFERENT: u8 = 9;
    pub(crate) const TOLD: u8 = 10;
}
static SURNAME: [Level; 10] = [
    exact("the same, and nobody else has it", 0.17),
    exact("the same, and hardly anybody else has it", 0.17),
    exact("the same, a rare one", 0.17),
    exact("the same", 0.17),
    exact("the same, a common one", 0.13),
    level("one is part of the other", 0, 0.02),
    close("the same but for a typing error", 0.10),
    level("similar", 0, 0.02),
    level("different", 0, 0.05),
    level("the same, as in the e-mail address", 1, 1.0),
];

/// Findings of firms.
pub(crate) mod company {
    pub(crate) const RARE: u8 = 1;
    pub(crate) const TYPING_ERROR: u8 = 4;
    pub(crate) const PART: u8 = 5;
    pub(crate) const SHARED_WORD: u8 = 6;
    pub(crate) const DIFFERENT: u8 = 7;
}
static COMPANY: [Level; 7] = [
    exact("the same, a rare one", 0.30),
    exact("the same", 0.25),
    exact("the same, a common one", 0.10),
    close("the same but for a typing error", 0.15),
    close("one name is part of the other", 0.10),
    level("a telling word in common", 0, 0.05),
    level("different", 0, 0.05),
];

/// Findings of e-mail addresses.
pub(crate) mod email {
    pub(crate) const SAME: u8 = 1;
    pub(crate) const NAMED: u8 = 2;
    pub(crate) const SHORT_NAMED: u8 = 3;
    pub(crate) const SHARED: u8 = 4;
    pub(crate) const OTHER_HOST: u8 = 5;
    pub(crate) const TYPING_ERROR: u8 = 6;
    pub(crate) const SIMILAR: u8 = 7;
    pub(crate) const DIFFERENT: u8 = 8;
}
static EMAIL: [Level; 8] = [
    exact("the same", 0.30),
    exact("the same, made of nothing but the name", 0.10),
    exact("the same, made of an initial and a name", 0.10),
    exact("the same shared mailbox", 0.05),
    level("the same name at another host", 0, 0.05),
    close("the same but for a typing error", 0.08),
    level("similar", 0, 0.04),
    level("different", 0, 0.28),
];

/// Findings of phone numbers.
pub(crate) mod phone {
    pub(crate) const SAME: u8 = 1;
    pub(crate) const SHARED: u8 = 2;
    pub(crate) const TYPING_ERROR: u8 = 3;
    pub(crate) const DIFFERENT: u8 = 4;
}
static PHONE: [Level; 4] = [
    exact("the same", 0.55),
    exact("the same, one that many share", 0.05),
    level("the same but for one digit", 0, 0.05),
    level("different", 0, 0.35),
];

/// Findings of addresses: with the street known on both sides, or without.
pub(crate) mod place {
    pub(crate) const HOUSE: u8 = 1;
    pub(crate) const HOUSE_ALONE: u8 = 2;
    pub(crate) const HOUSE_ELSEWHERE: u8 = 3;
    pub(crate) const STREET: u8 = 4;
    pub(crate) const POSTCODE: u8 = 5;
    pub(crate) const TOWN: u8 = 6;
    pub(crate) const REGION: u8 = 7;
    pub(crate) const DIFFERENT: u8 = 8;
    pub(crate) const ONLY_POSTCODE: u8 = 9;
    pub(crate) const ONLY_RARE_TOWN: u8 = 10;
    pub(crate) const ONLY_TOWN: u8 = 11;
    pub(crate) const ONLY_SIMILAR_TOWN: u8 = 12;
    pub(crate) const ONLY_REGION: u8 = 13;
    pub(crate) const NOT_EVEN_REGION: u8 = 14;

    /// Whether both addresses say the same, as far as they say anything.
    pub(crate) fn is_same(found: u8) -> bool {
        matches!(
            found,
            HOUSE | HOUSE_ALONE | STREET | ONLY_POSTCODE | ONLY_RARE_TOWN | ONLY_TOWN | ONLY_REGION
        )
    }
}
static PLACE: [Level; 14] = [
    level("the same house", 0, 0.55),
    level("the same street and number, town not known", 0, 0.10),
    level("the same street and number in another town", 0, 0.03),
    level("the same street, another number", 0, 0.06),
    level("another street in the same postal code", 0, 0.04),
    level("another street in the same town", 0, 0.05),
    level("another town in the same region", 0, 0.05),
    level("different", 0, 0.12),
    level("the same postal code, no street to compare", 1, 0.55),
    level("the same small town, no street to compare", 1, 0.10),
    level("the same town, no street to compare", 1, 0.10),
    level("a similar town, no street to compare", 1, 0.05),
    level("the same region only", 1, 0.05),
    level("different", 1, 0.15),
];

/// Findings of dates of birth.
pub(crate) mod born {
    pub(crate) const SAME: u8 = 1;
    pub(crate) const COMMON: u8 = 2;
    pub(crate) const TYPING_ERROR: u8 = 3;
    pub(crate) const TWO_PARTS: u8 = 4;
    pub(crate) const YEAR: u8 = 5;
    pub(crate) const DIFFERENT: u8 = 6;
}
static BORN: [Level; 6] = [
    exact("the same", 0.75),
    exact("the same, one that many have", 0.05),
    close("the same but for a typing error", 0.10),
    level("two of day, month and year agree", 0, 0.04),
    level("only the year agrees", 0, 0.02),
    level("different", 0, 0.04),
];

/// Findings of personal numbers.
pub(crate) mod identifier {
    pub(crate) const SAME: u8 = 1;
    pub(crate) const TYPING_ERROR: u8 = 2;
    pub(crate) const SIMILAR: u8 = 3;
    pub(crate) const DIFFERENT: u8 = 4;
}
static IDENTIFIER: [Level; 4] = [
    exact("the same", 0.80),
    level("the same but for one digit", 0, 0.12),
    level("the same but for two digits", 0, 0.02),
    level("different", 0, 0.06),
];

/// Findings of any other text.
pub(crate) mod text {
    pub(crate) const RARE: u8 = 1;
    pub(crate) const SIMILAR: u8 = 4;
    pub(crate) const DIFFERENT: u8 = 5;
}
static TEXT: [Level; 5] = [
    exact("the same, a rare one", 0.20),
    exact("the same", 0.20),
    exact("the same, a common one", 0.20),
    level("similar", 0, 0.10),
    level("different", 0, 0.30),
];

impl Feature {
    /// The comparisons that the parts of a schema allow.
    pub(crate) fn all(schema: &Schema) -> Vec<Feature> {
        let mut features = Vec::new();
        for part in &schema.parts {
            let feature = Feature::of(*part);
            if !features.contains(&feature) {
                features.push(feature);
            }
        }
        features
    }

    /// The comparison that a part takes part in.
    pub(crate) fn of(part: Part) -> Feature {
        match part {
            Part::Given => Feature::Given,
            Part::Surname => Feature::Surname,
            Part::Company => Feature::Company,
            Part::Email => Feature::Email,
            Part::Phone => Feature::Phone,
            Part::Number | Part::Street | Part::Postcode | Part::City | Part::Region => {
                Feature::Place
            }
            Part::Born => Feature::Born,
            Part::Identifier => Feature::Identifier,
            Part::Text(column) => Feature::Text(column),
        }
    }

    /// The findings this comparison can have; number 1 is the first.
    pub(crate) fn levels(self) -> &'static [Level] {
        match self {
            Feature::Given => &GIVEN,
            Feature::Surname => &SURNAME,
            Feature::Company => &COMPANY,
            Feature::Email => &EMAIL,
            Feature::Phone => &PHONE,
            Feature::Place => &PLACE,
            Feature::Born => &BORN,
            Feature::Identifier => &IDENTIFIER,
            Feature::Text(_) => &TEXT,
        }
    }

    /// The part whose rareness counts where both values are equal.
    pub(crate) fn part(self) -> Option<Part> {
        match self {
            Feature::Given => Some(Part::Given),
            Feature::Surname => Some(Part::Surname),
            Feature::Company => Some(Part::Company),
            Feature::Text(column) => Some(Part::Text(column)),
            _ => None,
        }
    }

    /// What the comparison is of, in plain words.
    pub(crate) fn words(self, schema: &Schema) -> String {
        match self {
            Feature::Given => schema.name(Part::Given),
            Feature::Surname => schema.name(Part::Surname),
            Feature::Company => schema.name(Part::Company),
            Feature::Email => schema.name(Part::Email),
            Feature::Phone => schema.name(Part::Phone),
            Feature::Place => "address".into(),
            Feature::Born => schema.name(Part::Born),
            Feature::Identifier => schema.name(Part::Identifier),
            Feature::Text(column) => schema.name(Part::Text(column)),
        }
    }
}
