//! Small, medium and large customers: a year's revenue enters, tiers and their figures leave.

use serde::{Deserialize, Serialize};

use crate::base::Customer;
use crate::settings::ScoreSettings;

/// How large a customer is by its revenue of the last 365 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SizeTier {
    /// No revenue in that time.
    None,
    /// The many.
    Small,
    /// In between.
    Medium,
    /// The few.
    Large,
}

impl SizeTier {
    /// All tiers, the smallest first.
    pub const ALL: [SizeTier; 4] = [Self::None, Self::Small, Self::Medium, Self::Large];

    /// The number it is stored as.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The word on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            SizeTier::None => "none",
            SizeTier::Small => "small",
            SizeTier::Medium => "medium",
            SizeTier::Large => "large",
        }
    }
}

/// The revenue from which a customer is medium and large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TierBounds {
    pub(crate) medium_from_minor: i64,
    pub(crate) large_from_minor: i64,
}

/// Unless the owner says otherwise, six in ten customers are small and one in ten is large: a
/// usual pyramid, and steady enough that a move from one tier to the next means something.
const SMALL_SHARE: f64 = 0.60;
const LARGE_SHARE: f64 = 0.10;

impl TierBounds {
    /// The owner's bounds, and where there are none, those that cut the customers of the year.
    pub(crate) fn of(settings: &ScoreSettings, customers: &[Customer]) -> Self {
        let mut revenues: Vec<i64> = customers
            .iter()
            .map(|one| one.last_year.revenue_minor)
            .filter(|minor| *minor > 0)
            .collect();
        revenues.sort_unstable();
        let at = |share: f64| {
            let place = (share * revenues.len() as f64) as usize;
            revenues.get(place).copied().unwrap_or(1)
        };
        let medium = settings
            .medium_from_minor
            .unwrap_or_else(|| at(SMALL_SHARE));
        let large = settings
            .large_from_minor
            .unwrap_or_else(|| at(1.0 - LARGE_SHARE));
        Self {
            medium_from_minor: medium,
            large_from_minor: large.max(medium + 1),
        }
    }

    /// The tier of a year's revenue.
    pub(crate) fn tier(&self, revenue_minor: i64) -> SizeTier {
        match revenue_minor {
            none if none <= 0 => SizeTier::None,
            small if small < self.medium_from_minor => SizeTier::Small,
            medium if medium < self.large_from_minor => SizeTier::Medium,
            _ => SizeTier::Large,
        }
    }

    /// Where a tier begins.
    fn begins_at(&self, tier: SizeTier) -> i64 {
        match tier {
            SizeTier::None => 0,
            SizeTier::Small => 1,
            SizeTier::Medium => self.medium_from_minor,
            SizeTier::Large => self.large_from_minor,
        }
    }
}

/// What the customers of one tier brought and took in the last 365 days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierFigures {
    /// Which.
    pub tier: SizeTier,
    /// How many there are.
    pub accounts: u64,
    /// The year's revenue it begins at.
    pub from_minor: i64,
    /// Net of refunds.
    pub revenue_minor: i64,
    /// Revenue less goods; the usual margin where their cost is not known.
    pub margin_minor: i64,
    /// What serving them took, shipping included.
    pub served_minor: i64,
    /// Margin less serving.
    pub contribution_minor: i64,
}

/// How many customers moved from one tier to another within a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierMove {
    /// A year ago.
    pub from: SizeTier,
    /// Now.
    pub to: SizeTier,
    /// Customers.
    pub accounts: u64,
}

/// The figures of the tiers somebody may be in, the smallest first.
pub(crate) fn tier_figures(
    customers: &[Customer],
    bounds: &TierBounds,
    margin_share: f64,
) -> Vec<TierFigures> {
    let mut tiers = SizeTier::ALL.map(|tier| TierFigures {
        tier,
        accounts: 0,
        from_minor: bounds.begins_at(tier),
        revenue_minor: 0,
        margin_minor: 0,
        served_minor: 0,
        contribution_minor: 0,
    });
    for customer in customers {
        let year = &customer.last_year;
        let one = &mut tiers[usize::from(bounds.tier(year.revenue_minor).number())];
        one.accounts += 1;
        one.revenue_minor += year.revenue_minor;
        one.margin_minor += year.margin_minor(margin_share);
        one.served_minor += year.served_minor;
        one.contribution_minor += year.contribution_minor(margin_share);
    }
    tiers.into_iter().skip(1).collect()
}

/// The moves between tiers within a year, measured by today's bounds.
pub(crate) fn tier_moves(customers: &[Customer], bounds: &TierBounds) -> Vec<TierMove> {
    let mut counts = [[0_u64; 4]; 4];
    for customer in customers {
        let [from, to] = [customer.year_before_minor, customer.last_year.revenue_minor]
            .map(|minor| usize::from(bounds.tier(minor).number()));
        counts[from][to] += 1;
    }
    let pairs = SizeTier::ALL
        .into_iter()
        .flat_map(|from| SizeTier::ALL.map(|to| (from, to)));
    pairs
        .map(|(from, to)| TierMove {
            from,
            to,
            accounts: counts[usize::from(from.number())][usize::from(to.number())],
        })
        .filter(|one| one.from != one.to && one.accounts > 0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{SizeTier, TierBounds};

    #[test]
    fn tiers_begin_at_their_bounds() {
        let bounds = TierBounds {
            medium_from_minor: 100,
            large_from_minor: 1_000,
        };
        for (revenue, tier) in [
            (-5, SizeTier::None),
            (0, SizeTier::None),
            (1, SizeTier::Small),
            (99, SizeTier::Small),
            (100, SizeTier::Medium),
            (999, SizeTier::Medium),
            (1_000, SizeTier::Large),
        ] {
            assert_eq!(bounds.tier(revenue), tier);
        }
    }
}
