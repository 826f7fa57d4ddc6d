//! A rule as a tree.

use terms::Currency;

use crate::SegmentError;
use crate::rules::fact::{Fact, FactName};
use crate::rules::grammar;
use crate::rules::happening::Happening;
use crate::rules::range::TextTest;

/// What must hold of an account to belong to a segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub(crate) part: Part,
}

/// One part of a rule.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// All of these hold.
    All(Vec<Part>),
    /// At least one of these holds.
    Any(Vec<Part>),
    /// This does not hold.
    Not(Box<Part>),
    /// Something about the account itself.
    Fact(Fact),
    /// Something that happened with it.
    Happening(Happening),
}

impl Rule {
    /// Reads a rule as its owner wrote it. Amounts are in whole units of the currency.
    ///
    /// # Errors
    /// When it cannot be read: where, and what would fit there.
    pub fn read(text: &str, currency: Currency) -> Result<Rule, SegmentError> {
        grammar::read_rule(text, currency).map(|part| Rule { part })
    }
}

impl Part {
    /// The kinds of account it speaks of, whether they are wanted or not.
    pub(crate) fn kinds_named(&self) -> Vec<&TextTest> {
        match self {
            Part::All(parts) | Part::Any(parts) => {
                parts.iter().flat_map(Part::kinds_named).collect()
            }
            Part::Not(part) => part.kinds_named(),
            Part::Fact(Fact::Text(FactName::Kind, test)) => vec![test],
            Part::Fact(_) | Part::Happening(_) => Vec::new(),
        }
    }
}
