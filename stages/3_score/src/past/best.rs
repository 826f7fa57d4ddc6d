//! The best customers by each definition an owner may choose: values enter, who is best leaves,
//! with the whole curve of how much the best part brings.

use serde::{Deserialize, Serialize};

use crate::base::Customer;
use crate::past::ranks::settle_ranks;

/// What makes a customer one of the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BestBy {
    /// Longest a customer.
    Longest,
    /// Most revenue since the first of January.
    YearSpend,
    /// Most revenue ever.
    EverSpend,
    /// Most contribution since the first of January.
    YearContribution,
    /// Most contribution ever.
    EverContribution,
}

impl BestBy {
    /// All definitions.
    pub const ALL: [BestBy; 5] = [
        Self::Longest,
        Self::YearSpend,
        Self::EverSpend,
        Self::YearContribution,
        Self::EverContribution,
    ];

    /// The code it is stored and asked for under.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Longest => "longest",
            Self::YearSpend => "year_spend",
            Self::EverSpend => "ever_spend",
            Self::YearContribution => "year_contribution",
            Self::EverContribution => "ever_contribution",
        }
    }

    /// In the owner's words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Longest => "longest a customer",
            Self::YearSpend => "most spent this year",
            Self::EverSpend => "most spent ever",
            Self::YearContribution => "most profit this year",
            Self::EverContribution => "most profit ever",
        }
    }

    /// Its bit in the column `best`.
    pub(crate) fn bit(self) -> u8 {
        1 << self as u8
    }

    /// What a customer is ranked by, the larger the better. Days as a customer, or money.
    pub(crate) fn value(self, customer: &Customer, as_of: terms::Day) -> i64 {
        match self {
            Self::Longest => i64::from(as_of - customer.first_day),
            Self::YearSpend => customer.year_spend_minor,
            Self::EverSpend => customer.revenue_minor,
            Self::YearContribution => customer.year_value_minor,
            Self::EverContribution => customer.past_minor,
        }
    }

    /// Below this nobody is best: nothing spent is no reason, the first day as a customer is one.
    fn least(self) -> i64 {
        i64::from(self != Self::Longest)
    }
}

impl std::str::FromStr for BestBy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.map(Self::code).join(", ");
        Self::ALL
            .into_iter()
            .find(|one| one.code() == text)
            .ok_or_else(|| format!("«{text}» is no definition of best; known are {known}"))
    }
}

/// The bit that says a customer is best by the owner's own choice.
pub(crate) const CHOSEN_BIT: u8 = 32;

/// How much the best customers bring, percent by percent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pareto {
    /// Best by what.
    pub by: BestBy,
    /// All customers.
    pub accounts: u64,
    /// What all of them bring together: minor units, or days as a customer.
    pub total: i64,
    /// At 0 to 100: what the best that many percent of customers bring together.
    pub cumulative: Vec<i64>,
    /// At 0 to 100: the value of the last customer among them.
    pub bars: Vec<i64>,
}

impl Pareto {
    /// The curve of values in any order.
    ///
    /// - Formula: the best k percent of n customers are the `⌈k·n/100⌉` with the largest values
    /// - Shape: one value per customer in, 101 sums and bars out
    /// - Units: those of the values
    /// - Range: losses are values too, so that a curve may rise above its end
    /// - Errors: none; all zero for nobody
    /// - Source: Lorenz 1905, from the best downwards; integer arithmetic throughout
    /// - Checked: `a_curve_of_ten_customers_is_as_computed_by_hand`
    pub(crate) fn of(by: BestBy, mut values: Vec<i64>) -> Self {
        let count = values.len();
        // Where the best so many percent begin, from the smallest value up.
        let begin = |percent: usize| count - (percent * count).div_ceil(100);
        let mut ranks: Vec<usize> = (1..=100).rev().map(begin).collect();
        ranks.dedup();
        settle_ranks(&mut values, &ranks);
        let (mut cumulative, mut bars) = (Vec::with_capacity(101), Vec::with_capacity(101));
        let (mut sum, mut taken) = (0, count);
        for percent in 0..=100 {
            let first = begin(percent);
            sum += values[first..taken].iter().sum::<i64>();
            taken = first;
            cumulative.push(sum);
            bars.push(values.get(first).copied().unwrap_or(0));
        }
        Self {
            by,
            accounts: count as u64,
            total: sum,
            cumulative,
            bars,
        }
    }

    /// The share that the best so many percent of customers bring, 0 where nothing is brought.
    #[must_use]
    pub fn share(&self, percent: u8) -> f64 {
        let part = self.cumulative[usize::from(percent.min(100))];
        if self.total > 0 {
            part as f64 / self.total as f64
        } else {
            0.0
        }
    }
}

/// Where the best of some customers end: how many there are, and the last one's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) accounts: usize,
    pub(crate) bar: i64,
    /// How many with just that value are among them: the ones with the smallest ids.
    ties: usize,
}

impl Cut {
    /// The best share of these values, which end up in another order.
    pub(crate) fn of(by: BestBy, values: &mut [i64], share: f64) -> Self {
        let wanted = ((share * values.len() as f64).ceil() as usize).min(values.len());
        let rank = values.len() - wanted;
        settle_ranks(values, &[rank]);
        let good = values[rank..].iter().filter(|one| **one >= by.least());
        let (accounts, bar) = (good.clone().count(), good.min());
        let Some(bar) = bar.copied() else {
            return Self {
                accounts: 0,
                bar: i64::MAX,
                ties: 0,
            };
        };
        let above = values[rank..].iter().filter(|one| **one > bar).count();
        Self {
            accounts,
            bar,
            ties: accounts - above,
        }
    }

    /// Sets bits for everybody within the cut; values and bits stand by rising account id.
    pub(crate) fn mark(&self, values: impl Iterator<Item = i64>, bits: &mut [u8], set: u8) {
        let mut ties = self.ties;
        for (value, bits) in values.zip(bits) {
            let is_tie = value == self.bar && ties > 0;
            ties -= usize::from(is_tie);
            if value > self.bar || is_tie {
                *bits |= set;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{BestBy, Cut, Pareto};

    #[test]
    fn a_curve_of_ten_customers_is_as_computed_by_hand() {
        let curve = Pareto::of(BestBy::EverSpend, vec![5, 50, 10, 10, 5, 5, 5, 5, 5, 0]);
        assert_eq!((curve.accounts, curve.total), (10, 100));
        assert_eq!((curve.cumulative[0], curve.bars[0]), (0, 0));
        assert_eq!(
            (
                curve.cumulative[10],
                curve.cumulative[11],
                curve.cumulative[20]
            ),
            (50, 60, 60)
        );
        assert_eq!(
            (curve.bars[20], curve.bars[21], curve.bars[100]),
            (10, 10, 0)
        );
        assert!((curve.share(20) - 0.6).abs() < 1e-12 && (curve.share(255) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_curve_of_nobody_or_of_losses_alone_has_no_share() {
        assert!(Pareto::of(BestBy::YearSpend, vec![]).share(20).abs() < 1e-12);
        assert!(Pareto::of(BestBy::YearSpend, vec![-5, -9]).share(50).abs() < 1e-12);
    }

    #[test]
    fn the_best_are_the_share_asked_for_and_ties_go_to_the_smaller_id() {
        let values = [7, 9, 7, 0, 7, -3, 9, 0, 0, 0];
        for (share, expected) in [
            (0.3, vec![0, 1, 6]),
            (0.2, vec![1, 6]),
            (0.31, vec![0, 1, 2, 6]),
            (1.0, vec![0, 1, 2, 4, 6]),
        ] {
            let cut = Cut::of(BestBy::EverSpend, &mut values.clone(), share);
            let mut bits = [0; 10];
            cut.mark(values.into_iter(), &mut bits, 4);
            let marked: Vec<usize> = (0..10).filter(|at| bits[*at] == 4).collect();
            assert_eq!((marked, cut.accounts), (expected.clone(), expected.len()));
        }
        assert_eq!(Cut::of(BestBy::EverSpend, &mut [0, -1], 0.5).accounts, 0);
        assert_eq!(Cut::of(BestBy::Longest, &mut [0, 0], 0.5).accounts, 1);
    }

    #[test]
    fn definitions_are_known_by_their_codes() {
        for one in BestBy::ALL {
            assert_eq!(one.code().parse::<BestBy>().unwrap(), one);
        }
        assert!(
            "spend"
                .parse::<BestBy>()
                .unwrap_err()
                .contains("ever_spend")
        );
    }
}
