//! The lists of customers that the figures of the Value page open into.
//!
//! Enters: a list's code. Leaves: its names, and the condition and order its rows are read by.

use score::{BestBy, LongList};
use serde::Serialize;

/// A list behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueList {
    /// Best customers by the money that doubt about their staying takes off.
    AtRisk,
    /// Best customers who buy less than they used to.
    Slowing,
    /// Customers who buy more than they used to.
    Growing,
    /// Customers of whom like customers' spending says that there is more.
    CouldGrow,
    /// Prospects by likeness to the best customers.
    LikeBest,
    /// Best customers who were none at the score before.
    BestGained,
    /// Customers who were among the best at the score before.
    BestLost,
    /// Customers in a larger size tier than a year ago.
    TierUp,
    /// The best by one definition.
    Best(BestBy),
}

impl ValueList {
    /// Every list.
    pub const ALL: [ValueList; 13] = [
        Self::AtRisk,
        Self::Slowing,
        Self::Growing,
        Self::CouldGrow,
        Self::LikeBest,
        Self::BestGained,
        Self::BestLost,
        Self::TierUp,
        Self::Best(BestBy::Longest),
        Self::Best(BestBy::YearSpend),
        Self::Best(BestBy::EverSpend),
        Self::Best(BestBy::YearContribution),
        Self::Best(BestBy::EverContribution),
    ];

    /// The code it has in addresses and on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::AtRisk => "at_risk",
            Self::Slowing => "slowing",
            Self::Growing => "growing",
            Self::CouldGrow => "could_grow",
            Self::LikeBest => "like_best",
            Self::BestGained => "best_gained",
            Self::BestLost => "best_lost",
            Self::TierUp => "tier_up",
            Self::Best(BestBy::Longest) => "best_longest",
            Self::Best(BestBy::YearSpend) => "best_year_spend",
            Self::Best(BestBy::EverSpend) => "best_ever_spend",
            Self::Best(BestBy::YearContribution) => "best_year_contribution",
            Self::Best(BestBy::EverContribution) => "best_ever_contribution",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::AtRisk => "Best customers at risk",
            Self::Slowing => "Best customers who are slowing down",
            Self::Growing => "Growing now",
            Self::CouldGrow => "Could grow",
            Self::LikeBest => "Prospects like your best customers",
            Self::BestGained => "Best customers gained",
            Self::BestLost => "Best customers lost",
            Self::TierUp => "Grown into a larger size",
            Self::Best(BestBy::Longest) => "Customers for the longest",
            Self::Best(BestBy::YearSpend) => "Most spent this year",
            Self::Best(BestBy::EverSpend) => "Most spent ever",
            Self::Best(BestBy::YearContribution) => "Most profit this year",
            Self::Best(BestBy::EverContribution) => "Most profit ever",
        }
    }

    /// What its own figure is called, the head of a column.
    #[must_use]
    pub fn figure(self) -> &'static str {
        match self {
            Self::AtRisk => "Value at risk",
            Self::CouldGrow => "Could buy more a year",
            Self::LikeBest => "Likeness",
            Self::Best(BestBy::Longest) => "Customer for",
            Self::Best(BestBy::YearSpend) => "Spent this year",
            Self::Best(BestBy::EverSpend) => "Spent ever",
            Self::Best(BestBy::YearContribution) => "Profit this year",
            Self::Best(BestBy::EverContribution) => "Profit ever",
            _ => "Next 12 months",
        }
    }

    /// Who is on it and what to do with it, in one sentence.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::AtRisk => {
                "Your best customers, by the value of the next 12 months that the doubt about their \
                 staying takes away. Call the first of them first."
            }
            Self::Slowing => {
                "Your best customers who buy clearly less than a year ago, with what they last said \
                 about their satisfaction. Ask them."
            }
            Self::Growing => "Customers who buy clearly more than a year ago. Keep them company.",
            Self::CouldGrow => {
                "Customers of whom others like them, by trade, size and what they buy, say that there \
                 is more: how much more a year, as a range."
            }
            Self::LikeBest => {
                "Nobody here has ordered yet; the first are most like your best customers."
            }
            Self::BestGained => "Among the best now, and not at the score before.",
            Self::BestLost => "Among the best at the score before, and no longer.",
            Self::TierUp => "In a larger size by the last year's revenue than by the year before.",
            Self::Best(_) => "All customers, the best by this first.",
        }
    }

    /// Who is on it: words of SQL made here alone.
    pub(crate) fn condition(self) -> &'static str {
        match self {
            Self::AtRisk => "s.best >= 32 AND s.at_risk_minor > 0",
            Self::Slowing => "s.best >= 32 AND s.trend = -1",
            Self::Growing => "s.trend = 1",
            Self::CouldGrow => "s.potential_low_minor > 0",
            Self::LikeBest => "s.likeness IS NOT NULL",
            Self::BestGained => "m.best = 1",
            Self::BestLost => "m.best = -1",
            Self::TierUp => "m.tier_now > m.tier_before AND m.tier_before > 0",
            Self::Best(_) => "s.order_count > 0",
        }
    }

    /// Where it is kept who comes first in it; nowhere for some.
    pub(crate) fn front(self) -> Option<LongList> {
        match self {
            Self::AtRisk => Some(LongList::AtRisk),
            Self::CouldGrow => Some(LongList::Potential),
            Self::LikeBest => Some(LongList::Likeness),
            Self::Slowing => Some(LongList::Slowing),
            Self::Growing => Some(LongList::Growing),
            _ => None,
        }
    }

    /// What it is ordered by, largest first.
    pub(crate) fn order(self) -> &'static str {
        match self {
            Self::AtRisk => "s.at_risk_minor",
            Self::CouldGrow => "s.potential_minor",
            Self::LikeBest => "s.likeness",
            Self::Best(BestBy::Longest) => "-s.first_day",
            Self::Best(BestBy::YearSpend) => "s.year_spend_minor",
            Self::Best(BestBy::EverSpend) => "s.total_spend_minor",
            Self::Best(BestBy::YearContribution) => "s.year_value_minor",
            Self::Best(BestBy::EverContribution) => "s.past_value_minor",
            _ => "s.expected_value_minor",
        }
    }
}

impl std::str::FromStr for ValueList {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::code).join(", ");
        Self::ALL
            .into_iter()
            .find(|list| list.code() == text)
            .ok_or_else(|| {
                format!(
                    "«{text}» is no list of the Value page; known are {}",
                    known()
                )
            })
    }
}

impl Serialize for ValueList {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}
