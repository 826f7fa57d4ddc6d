//! Revenue against the same time a year before, so that a season is not taken for growth.

use serde::{Deserialize, Serialize};

use super::GrowthMonth;

/// Six months and the same six a year before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The first of the six, as in `2025-09`.
    pub from: String,
    /// The last of the six.
    pub until: String,
    /// Revenue of the six.
    pub revenue_minor: i64,
    /// Revenue of the six a year before.
    pub before_minor: i64,
    /// Change as a share: .1 is a tenth more.
    pub change: f64,
}

/// Months of half a year, and of a year.
const HALF: usize = 6;
const YEAR: usize = 12;

/// The last six whole months against the same six a year before.
///
/// - Formula: revenue of months n−5..n over that of months n−17..n−12, less 1
/// - Shape: months in order in, one comparison out
/// - Units: minor units; a share
/// - Range: −1 and more; none with fewer than 18 whole months or without revenue before
/// - Errors: none
/// - Source: definition of growth against the year before
/// - Checked: `tests/growth.rs::c98_growth_of_half_a_year_equals_the_sums_by_hand`
#[must_use]
pub fn compare_half_years(months: &[GrowthMonth]) -> Option<Comparison> {
    let whole: Vec<&GrowthMonth> = months.iter().filter(|one| one.whole).collect();
    let end = whole.len();
    let now = whole.get(end.checked_sub(HALF)?..end)?;
    let before = whole.get(end.checked_sub(YEAR + HALF)?..end - YEAR)?;
    let sum = |some: &[&GrowthMonth]| some.iter().map(|one| one.revenue_minor).sum::<i64>();
    let (revenue_minor, before_minor) = (sum(now), sum(before));
    (before_minor > 0).then(|| Comparison {
        from: now[0].month.clone(),
        until: now[HALF - 1].month.clone(),
        revenue_minor,
        before_minor,
        change: revenue_minor as f64 / before_minor as f64 - 1.0,
    })
}

/// The change of every whole month against the same month a year before, where that had revenue.
///
/// - Formula: revenue over that of twelve months before, less 1
/// - Shape: months in order in, month and share out
/// - Units: a share
/// - Range: −1 and more
/// - Errors: none
/// - Source: definition of growth against the year before
/// - Checked: `tests/growth.rs::c98_growth_of_half_a_year_equals_the_sums_by_hand`
#[must_use]
pub fn yearly_changes(months: &[GrowthMonth]) -> Vec<(String, f64)> {
    let pairs = months.iter().zip(months.iter().skip(YEAR));
    pairs
        .filter(|(before, now)| now.whole && before.revenue_minor > 0)
        .map(|(before, now)| {
            let ratio = now.revenue_minor as f64 / before.revenue_minor as f64;
            (now.month.clone(), ratio - 1.0)
        })
        .collect()
}
