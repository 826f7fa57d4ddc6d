//! The hidden life of an account: its group and dice in; its true pace, faithfulness, taste and
//! answer to touches out, and from these the days on which it orders.

use terms::{AccountKind, Channel, Day};

use crate::account::Account;
use crate::calendar::{Calendar, HISTORY_DAYS};
use crate::chance::{Dice, Purpose};
use crate::group::Group;
use crate::names::HOUSEHOLD_CATEGORIES;

/// How differently accounts of one kind buy: shape of the gamma distribution of order rates.
const FIRM_RATE_SHAPE: f64 = 1.3;
const HOUSEHOLD_RATE_SHAPE: f64 = 1.0;
/// Orders a year of an average firm and household while they are customers.
const FIRM_ORDERS_PER_YEAR: f64 = 3.6;
const HOUSEHOLD_ORDERS_PER_YEAR: f64 = 1.8;
/// The beta distribution of the chance to leave after a repeat order (as BG/NBD has it).
const LEAVE_A: f64 = 0.8;
const LEAVE_B: f64 = 5.0;
/// Slowing accounts halve their pace in this many days; growing ones double it.
const HALVING_DAYS: f64 = 130.0;
const DOUBLING_DAYS: f64 = 270.0;
/// A growing account stops growing at this many times its first pace.
const MOST_GROWTH: f64 = 5.0;
/// What is left of a sleeping account's pace: now and then one wakes up by itself.
const SLEEPING_PACE: f64 = 0.05;
/// Weights of an account's seven categories, most used first.
static TASTE_OF_SEVEN: [u32; 7] = [24, 19, 16, 13, 11, 9, 8];
/// Weights of the two categories of an account with unrealised potential.
static TASTE_OF_TWO: [u32; 2] = [60, 40];

/// What really drives an account.
#[derive(Clone, Debug)]
pub struct Life {
    /// Orders per average day while it buys at its first pace.
    pub pace: f64,
    /// Chance to leave for good after each repeat order.
    pub leave: f64,
    /// The first order; none for a prospect.
    pub first_day: Option<Day>,
    /// Times the usual number of pieces it takes.
    pub spend: f64,
    /// Share of its orders given by telephone.
    pub by_phone: f64,
    /// Categories it buys, most used first, with weights.
    pub taste: Vec<(u8, u32)>,
    /// Chance that an e-mail, a letter, a call brings an extra order.
    responses: [f64; 3],
    kind: AccountKind,
    tempo: Tempo,
}

/// How the pace changes over time.
#[derive(Clone, Copy, Debug)]
enum Tempo {
    Even,
    Slowing { from: i32 },
    Growing { from: i32, until: i32 },
    Sleeping { from: i32, until: i32 },
    Over { from: i32 },
}

/// The days an account orders by itself, and whether it has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderDays {
    /// In rising order, no day twice.
    pub days: Vec<Day>,
    /// Left for good after the last of them.
    pub left: bool,
}

impl Life {
    /// What really drives this account of the business with this seed.
    pub(crate) fn of(account: &Account, seed: u64, as_of: Day) -> Life {
        let mut dice = Dice::new(seed, u64::from(account.index), Purpose::Life, 0);
        let group = account.group;
        let (first, tempo) = beginning_and_tempo(group, as_of.number(), &mut dice);
        // Twice the staff takes about half as much again, not twice as much.
        let size = account
            .employees
            .map_or(0.8, |staff| 0.8 * f64::from(staff).powf(0.6));
        let eagerness = 0.6 + 0.8 * dice.share();
        Life {
            pace: orders_per_year(account.kind, group, &mut dice) / 365.25,
            leave: chance_to_leave(group, &mut dice),
            first_day: (group != Group::Prospect).then_some(Day::from_number(first)),
            spend: size * (dice.normal() * 0.45).exp(),
            by_phone: phone_habit(account, &mut dice),
            taste: taste(account, &mut dice),
            responses: [Channel::Email, Channel::Letter, Channel::Call]
                .map(|channel| group.response(channel) * eagerness),
            kind: account.kind,
            tempo,
        }
    }

    /// The chance that one touch on this channel brings an order that would not have come.
    ///
    /// - Formula: the group's average `· (0.6 + 0.8·u)`, u even on 0..1 and the same for all
    ///   channels of an account
    /// - Shape: one account and channel in, one share out
    /// - Units: a share of the touches that arrive
    /// - Range: 0..=0.34
    /// - Errors: none
    /// - Source: planted
    /// - Checked: `tests/market.rs::extra_orders_average_to_what_was_expected`
    #[must_use]
    pub fn response(&self, channel: Channel) -> f64 {
        match channel {
            Channel::Email => self.responses[0],
            Channel::Letter => self.responses[1],
            Channel::Call => self.responses[2],
        }
    }

    /// The days on which the account orders by itself, up to and including `until`.
    ///
    /// A later `until` only adds days at the end: history never changes by looking further.
    pub(crate) fn order_days(
        &self,
        index: u32,
        seed: u64,
        calendar: &Calendar,
        until: i32,
    ) -> OrderDays {
        let Some(first) = self.first_day else {
            return OrderDays {
                days: Vec::new(),
                left: false,
            };
        };
        let mut dice = Dice::new(seed, u64::from(index), Purpose::Days, 0);
        let mut found = OrderDays {
            days: vec![first],
            left: false,
        };
        let mut last = first.number();
        let peak = self.tempo.peak();
        let mut activity = calendar.activity(self.kind, last);
        loop {
            activity += dice.wait() / (self.pace * peak);
            let kept = dice.share();
            let Some(day) = calendar
                .day_at(self.kind, activity)
                .filter(|day| *day <= until)
            else {
                return found;
            };
            if day == last || kept * peak >= self.tempo.factor(day) {
                continue;
            }
            found.days.push(Day::from_number(day));
            last = day;
            if dice.lands(self.leave) {
                found.left = true;
                return found;
            }
        }
    }

    /// How much more than at first the account takes per order on a day.
    pub(crate) fn appetite(&self, day: i32) -> f64 {
        match self.tempo {
            Tempo::Growing { .. } => self.tempo.factor(day).sqrt(),
            _ => 1.0,
        }
    }

    /// The true number of orders a month on a day, while the account has not left.
    pub(crate) fn monthly_rate(&self, day: i32) -> f64 {
        if self.first_day.is_none() {
            return 0.0;
        }
        self.pace * self.tempo.factor(day) * 365.25 / 12.0
    }

    /// The chance that somebody who has bought on these days still does at the end of a day, by
    /// somebody who knows pace and faithfulness but cannot see whether the account has left.
    ///
    /// - Formula: `1 / (1 + p/(1−p) · e^A)` with A the orders expected since the last one; 1 when
    ///   there was no repeat order or nobody ever leaves; 0 for sleeping and one-off accounts
    /// - Shape: one account in, one share out
    /// - Units: a share
    /// - Range: 0..=1
    /// - Errors: none; a prospect has 0
    /// - Source: Bayes' rule on the leaving process of Fader, Hardie & Lee 2005, for one account
    /// - Checked: `tests/life.rs::p_alive_agrees_with_who_really_left`
    pub(crate) fn p_alive(&self, days: &[Day], calendar: &Calendar, end_of: i32) -> f64 {
        let Some(last) = days.last() else { return 0.0 };
        match self.tempo {
            Tempo::Sleeping { .. } | Tempo::Over { .. } => return 0.0,
            _ if days.len() == 1 || self.leave == 0.0 => return 1.0,
            _ => {}
        }
        let gone_by = calendar.activity(self.kind, end_of + 1)
            - calendar.activity(self.kind, last.number() + 1);
        1.0 / (1.0 + self.leave / (1.0 - self.leave) * (self.pace * gone_by).exp())
    }
}

impl Tempo {
    /// Times the first pace on a day.
    fn factor(self, day: i32) -> f64 {
        let since = |from: i32| f64::from((day - from).max(0));
        match self {
            Tempo::Even => 1.0,
            Tempo::Slowing { from } => 0.5_f64.powf(since(from) / HALVING_DAYS),
            Tempo::Growing { from, until } => {
                let days = f64::from((day.min(until) - from).max(0));
                2.0_f64.powf(days / DOUBLING_DAYS).min(MOST_GROWTH)
            }
            Tempo::Sleeping { from, until } if day >= from && day <= until => 0.0,
            Tempo::Sleeping { until, .. } if day > until => SLEEPING_PACE,
            Tempo::Over { from } if day >= from => 0.0,
            Tempo::Sleeping { .. } | Tempo::Over { .. } => 1.0,
        }
    }

    fn peak(self) -> f64 {
        if let Tempo::Growing { .. } = self {
            MOST_GROWTH
        } else {
            1.0
        }
    }
}

/// The day of the first order and how things went from there, all before the as-of day.
fn beginning_and_tempo(group: Group, as_of: i32, dice: &mut Dice) -> (i32, Tempo) {
    let start = as_of - HISTORY_DAYS;
    match group {
        Group::Steady => (dice.between(start, as_of - 7), Tempo::Even),
        Group::Prospect => (start, Tempo::Even),
        Group::UnrealisedPotential => (dice.between(start, as_of - 300), Tempo::Even),
        Group::Growing => {
            let from = as_of - dice.between(300, 600);
            (
                dice.between(start, from - 30),
                Tempo::Growing { from, until: as_of },
            )
        }
        Group::Slowing => {
            let from = as_of - dice.between(150, 400);
            (dice.between(start, from - 250), Tempo::Slowing { from })
        }
        Group::Sleeping => {
            let from = as_of - dice.between(370, 900);
            (
                dice.between(start, from - 90),
                Tempo::Sleeping { from, until: as_of },
            )
        }
        Group::NoPotential => {
            let first = dice.between(start, as_of - 120);
            (first, Tempo::Over { from: first + 60 })
        }
    }
}

fn orders_per_year(kind: AccountKind, group: Group, dice: &mut Dice) -> f64 {
    let (shape, mean) = match kind {
        AccountKind::Firm => (FIRM_RATE_SHAPE, FIRM_ORDERS_PER_YEAR),
        _ => (HOUSEHOLD_RATE_SHAPE, HOUSEHOLD_ORDERS_PER_YEAR),
    };
    let drawn = dice.gamma(shape, mean);
    match group {
        // Growing accounts began small, and a gap can only widen where there was a rhythm.
        Group::Growing => 0.8 + drawn * 0.4,
        Group::Slowing | Group::UnrealisedPotential => 2.5 + drawn * 0.7,
        Group::Sleeping => 1.5 + drawn * 0.8,
        _ => drawn.max(0.05),
    }
}

fn chance_to_leave(group: Group, dice: &mut Dice) -> f64 {
    let drawn = dice.beta(LEAVE_A, LEAVE_B);
    if group == Group::Steady {
        drawn.clamp(0.001, 0.95)
    } else {
        0.0
    }
}

fn phone_habit(account: &Account, dice: &mut Dice) -> f64 {
    let drawn = dice.beta(0.5, 1.2);
    // Somebody without a telephone number on file did not call.
    if account.people[0].phone.is_some() {
        drawn
    } else {
        0.0
    }
}

/// The categories an account buys, most used first.
fn taste(account: &Account, dice: &mut Dice) -> Vec<(u8, u32)> {
    let usual = account
        .trade
        .map_or(&HOUSEHOLD_CATEGORIES, |industry| &industry.categories);
    if account.group == Group::UnrealisedPotential {
        let second = 1 + dice.below(2);
        return [usual[0], usual[second]]
            .into_iter()
            .zip(TASTE_OF_TWO)
            .collect();
    }
    usual.iter().copied().zip(TASTE_OF_SEVEN).collect()
}
