//! What points are earned for and what they buy; the owner sets it.

use serde::{Deserialize, Serialize};
use store::Store;
use terms::Day;

use crate::ActError;

/// Where the rules are kept among the settings.
const SETTING: &str = "loyalty_rules";

/// Perks a programme has at most: a list that a person at the till can keep in mind.
const PERKS_MOST: usize = 20;

/// Something that saves the customer time, for points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Perk {
    /// Its name, such as «Skip the queue».
    pub name: String,
    /// Points it costs.
    pub points: i64,
}

/// The rules of the programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoyaltyRules {
    /// Whether orders earn points.
    pub is_on: bool,
    /// The first day whose orders earn points, as a day number; set when first switched on.
    pub since: Option<i32>,
    /// Points for each whole unit of money spent.
    pub points_per_unit: i64,
    /// What one point is worth when it is turned into money, in minor units.
    pub point_worth_minor: i64,
    /// Fewest points that can be turned into money at once.
    pub least_points: i64,
    /// Days after which points that were not used expire; 0 for never.
    pub expire_days: i32,
    /// Points for bringing a new customer.
    pub referral_points: i64,
    /// Days a money code counts.
    pub code_days: i32,
    /// What else points buy.
    pub perks: Vec<Perk>,
}

impl Default for LoyaltyRules {
    /// Off until the owner wants it; a cent for each euro is what most shops begin with.
    fn default() -> Self {
        LoyaltyRules {
            is_on: false,
            since: None,
            points_per_unit: 1,
            point_worth_minor: 1,
            least_points: 100,
            expire_days: 0,
            referral_points: 0,
            code_days: 90,
            perks: Vec::new(),
        }
    }
}

impl LoyaltyRules {
    /// What is wrong with them, in plain words.
    fn problem(&self) -> Option<&'static str> {
        let table = [
            (
                !(0..=10_000).contains(&self.points_per_unit),
                "points for a unit of money must be 0 to 10,000",
            ),
            (
                !(0..=100_000).contains(&self.point_worth_minor),
                "a point must be worth 0 to 100,000 cents",
            ),
            (
                self.least_points < 1,
                "at least 1 point must be turned into money at once",
            ),
            (
                !(0..=3_650).contains(&self.expire_days),
                "points must expire after 1 to 3,650 days, or 0 for never",
            ),
            (
                !(0..=1_000_000).contains(&self.referral_points),
                "points for a new customer must be 0 to 1,000,000",
            ),
            (
                !(1..=730).contains(&self.code_days),
                "a money code must count for 1 to 730 days",
            ),
            (
                self.perks.len() > PERKS_MOST,
                "a programme has at most 20 perks",
            ),
            (
                self.perks
                    .iter()
                    .any(|perk| perk.points < 1 || perk.name.trim().is_empty()),
                "a perk needs a name and at least 1 point, such as: Skip the queue = 200",
            ),
        ];
        let found = table.into_iter().find(|(is_wrong, _)| *is_wrong);
        found.map(|(_, words)| words)
    }
}

/// The rules as set, else the default.
///
/// # Errors
/// When the database refuses.
pub fn read_loyalty_rules(store: &Store) -> Result<LoyaltyRules, ActError> {
    Ok(store.setting(SETTING)?.unwrap_or_default())
}

/// Keeps the rules for what is earned and paid out from now on; what is booked stays as booked.
///
/// # Errors
/// When they promise what cannot be, or the database refuses.
pub fn save_loyalty_rules(store: &Store, rules: &LoyaltyRules, today: Day) -> Result<(), ActError> {
    if let Some(words) = rules.problem() {
        return Err(ActError::Unfit(words.into()));
    }
    let mut rules = rules.clone();
    let begun = read_loyalty_rules(store)?.since;
    rules.since = begun.or(rules.is_on.then(|| today.number()));
    Ok(store.set_setting(SETTING, &rules)?)
}
