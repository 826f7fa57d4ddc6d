//! The self-check: learning must not lose what the simple rule finds.
//!
//! Enters: what was learned, and the patterns of the compared pairs. Leaves: how many pairs the
//! rule everybody has (the same e-mail address, or the same phone and name) finds without a
//! conflict, and how many of them are kept as sure.

use serde::Serialize;

use crate::compare::{Pattern, finding};
use crate::feature::{Feature, email, given, phone, surname};
use crate::learn::chance_of_same;
use crate::model::Kin;

/// How learning did against the simple rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct SelfCheck {
    /// Pairs with the same e-mail address, or the same phone and name, and no conflict.
    pub pairs: f64,
    /// Those of them that are likelier one person than not.
    pub kept: f64,
    /// Those of them that would link themselves.
    #[serde(skip)]
    pub(crate) sure: f64,
}

/// Fewer pairs than this say nothing about learning.
const FEW: f64 = 20.0;

impl SelfCheck {
    /// Whether learning lost more than half of what the simple rule finds: it has taken something
    /// else for one person, and is not believed.
    #[must_use]
    pub fn has_collapsed(&self) -> bool {
        self.pairs >= FEW && self.kept * 2.0 < self.pairs
    }
}

impl SelfCheck {
    /// Whether there is too little to learn from, and learning lost some of it.
    pub(crate) fn is_too_little(&self) -> bool {
        self.pairs > 0.0 && self.pairs < FEW && self.sure < self.pairs
    }
}

/// Holds what was learned against the simple rule.
pub(crate) fn check(kin: &[Kin], simple: &[(Pattern, f64)], certain: f64) -> SelfCheck {
    let mut checked = SelfCheck::default();
    for (pattern, count) in simple {
        checked.pairs += count;
        let chance = chance_of_same(kin, *pattern);
        if chance >= 0.5 {
            checked.kept += count;
        }
        if chance >= certain {
            checked.sure += count;
        }
    }
    checked
}

pub(crate) fn is_simple(features: &[Feature], pattern: Pattern) -> bool {
    let found = |feature: Feature| {
        let at = features.iter().position(|own| *own == feature);
        at.map_or(0, |at| finding(pattern, at))
    };
    let (first, last) = (found(Feature::Given), found(Feature::Surname));
    let conflict = matches!(
        first,
        given::CONFLICT | given::DIFFERENT | given::OTHER_INITIAL
    );
    let mail = matches!(
        found(Feature::Email),
        email::SAME | email::NAMED | email::SHORT_NAMED
    );
    let same_first = (given::RARE..given::RARE + 3).contains(&first);
    let same_last = (surname::OF_TWO..surname::PART).contains(&last);
    let call = found(Feature::Phone) == phone::SAME && same_first && same_last;
    !conflict && (mail || call)
}
