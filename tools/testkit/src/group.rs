//! The planted groups: an account's place in line in, its group out, with what the group means.

use serde::{Deserialize, Serialize};
use terms::Channel;

/// What is really going on with an account; the program under test has to find it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Buys at its own even pace until, perhaps, it quietly leaves.
    Steady,
    /// Buys more often and more at a time than before.
    Growing,
    /// Its gaps between orders have been widening for months.
    Slowing,
    /// No order for more than a year, but would come back if somebody asked.
    Sleeping,
    /// Buys two of nine categories where its peers buy seven.
    UnrealisedPotential,
    /// Bought once or twice for a one-off need; nothing will bring it back.
    NoPotential,
    /// Known to the old contact list, has never ordered.
    Prospect,
}

impl Group {
    /// Every group.
    pub const ALL: [Group; 7] = [
        Group::Steady,
        Group::Growing,
        Group::Slowing,
        Group::Sleeping,
        Group::UnrealisedPotential,
        Group::NoPotential,
        Group::Prospect,
    ];

    /// The word used in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Group::Steady => "steady",
            Group::Growing => "growing",
            Group::Slowing => "slowing",
            Group::Sleeping => "sleeping",
            Group::UnrealisedPotential => "unrealised_potential",
            Group::NoPotential => "no_potential",
            Group::Prospect => "prospect",
        }
    }

    /// How many of each hundred accounts are in the group.
    #[must_use]
    pub fn per_hundred(self) -> u32 {
        match self {
            Group::Steady => 44,
            Group::Growing => 10,
            Group::Slowing => 12,
            Group::Sleeping => 14,
            Group::UnrealisedPotential | Group::NoPotential => 8,
            Group::Prospect => 4,
        }
    }

    /// The average chance that one touch brings an order that would not have come by itself.
    ///
    /// - Formula: a table
    /// - Shape: one group and channel in, one share out
    /// - Units: a share of the touches that arrive
    /// - Range: 0..=0.24; each account has 0.6 to 1.4 times this
    /// - Errors: none
    /// - Source: planted
    /// - Checked: `tests/market.rs::extra_orders_average_to_what_was_expected`
    ///
    /// The values are planted: large enough that a campaign to a few hundred sleeping accounts
    /// shows them, small enough to be believed for a letter or a call to a known customer.
    #[must_use]
    pub fn response(self, channel: Channel) -> f64 {
        let [email, letter, call] = match self {
            Group::Steady => [0.02, 0.03, 0.05],
            Group::Growing => [0.03, 0.04, 0.06],
            Group::Slowing => [0.07, 0.11, 0.18],
            Group::Sleeping => [0.08, 0.14, 0.24],
            Group::UnrealisedPotential => [0.05, 0.08, 0.22],
            Group::NoPotential => [0.0, 0.0, 0.0],
            Group::Prospect => [0.01, 0.02, 0.05],
        };
        match channel {
            Channel::Email => email,
            Channel::Letter => letter,
            Channel::Call => call,
        }
    }

    /// The group of the account at this place in line: exact shares in every hundred accounts,
    /// spread so evenly that even a handful of accounts covers several groups.
    #[must_use]
    pub fn at(index: u32) -> Group {
        // 61 has no factor in common with 100, so a hundred steps visit every place once.
        let mut place = (u64::from(index) * 61 % 100) as u32;
        for group in Group::ALL {
            if place < group.per_hundred() {
                return group;
            }
            place -= group.per_hundred();
        }
        unreachable!("the shares of all groups add up to a hundred")
    }
}
