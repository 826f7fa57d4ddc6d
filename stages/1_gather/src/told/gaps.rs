//! What the base does not know about its own past: months without orders, orders that a shop counts
//! and no file holds, a history that begins all at once.
//!
//! Enters: what imports brought, as counts per month and per customer. Leaves: a [`GapReport`],
//! each gap with the people it touches and the cheapest way to close it. Pure; the counts are read
//! in `gap_read.rs`.

use serde::Serialize;
use terms::Day;

use crate::told::missing_fields::MissingField;

/// A history this long, to a few days, was cut by whoever exported it: one year or two.
const CUT_SPANS: [std::ops::RangeInclusive<i32>; 2] = [355..=380, 720..=745];
/// A business that begins sells less in its first month than later; one that is cut does not.
const FIRST_MONTH_SHARE: f64 = 0.5;
/// Older customers than orders: this share of them shows that orders are missing.
const OLDER_SHARE: f64 = 0.05;

/// The orders of one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MonthOrders {
    /// Months since the year 0.
    pub(crate) month: i32,
    pub(crate) orders: u64,
}

/// What one source says about time.
#[derive(Clone, Debug)]
pub(crate) struct SourceHistory {
    pub(crate) source_id: i64,
    pub(crate) name: String,
    pub(crate) months: Vec<MonthOrders>,
    pub(crate) first_day: Option<Day>,
    pub(crate) last_day: Option<Day>,
}

/// What is known of people beside their orders.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PeopleHistory {
    /// Who ordered.
    pub(crate) buyers: u64,
    /// Who ordered in the first ninety days.
    pub(crate) early_buyers: u64,
    /// Who was a customer before the first order, by the day their record was made.
    pub(crate) older: u64,
    /// Whose shop counts more orders than the files hold.
    pub(crate) short: u64,
    /// How many orders that is.
    pub(crate) orders_missing: u64,
    /// What those customers spent, as stated, less what the files hold.
    pub(crate) spent_missing_minor: i64,
}

/// Months of one source in which nobody ordered, between months in which somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MonthGap {
    /// The source.
    pub source_id: i64,
    /// Its name.
    pub name: String,
    /// The months, such as `2025-03`.
    pub months: Vec<String>,
    /// The cheapest way to close the gap.
    pub remedy: String,
}

/// A history that begins all at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HistoryCut {
    /// The first day with an order.
    pub from_day: Day,
    /// Customers who are probably older than the history shows.
    pub people: u64,
    /// What gives it away.
    pub because: String,
    /// The cheapest way to close the gap.
    pub remedy: String,
}

/// Orders that a shop's own totals count and no file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TotalsGap {
    /// Customers it is true of.
    pub people: u64,
    /// Orders that are missing.
    pub orders: u64,
    /// What they come to, in minor units.
    pub spent_minor: i64,
    /// The cheapest way to close the gap.
    pub remedy: String,
}

/// What the base does not know about its past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GapReport {
    /// Months without orders, source by source.
    pub months: Vec<MonthGap>,
    /// The history begins all at once; how long somebody has been a customer is then «at least».
    pub cut: Option<HistoryCut>,
    /// Totals less imported orders.
    pub totals: Option<TotalsGap>,
    /// Files that wait for an answer.
    pub waiting: u64,
    /// Fields that are empty for customers who buy, the one that touches the most money first.
    pub missing: Vec<MissingField>,
}

/// Finds every gap of the history.
pub(crate) fn find_gaps(
    sources: &[SourceHistory],
    people: &PeopleHistory,
    waiting: u64,
) -> GapReport {
    GapReport {
        months: sources.iter().filter_map(missing_months).collect(),
        cut: find_cut(sources, people),
        totals: (people.short > 0).then(|| TotalsGap {
            people: people.short,
            orders: people.orders_missing,
            spent_minor: people.spent_missing_minor,
            remedy: "Export the orders once more without a limit of dates.".into(),
        }),
        waiting,
        missing: Vec::new(),
    }
}

fn missing_months(source: &SourceHistory) -> Option<MonthGap> {
    let missing: Vec<String> = source
        .months
        .windows(2)
        .flat_map(|pair| pair[0].month + 1..pair[1].month)
        .map(month_words)
        .collect();
    // Of a shop that sells in most months; where most months are empty that is how it sells.
    let usual = missing.len() < source.months.len();
    (usual && !missing.is_empty()).then(|| MonthGap {
        source_id: source.source_id,
        name: source.name.clone(),
        remedy: format!("Export {} once more for these months.", source.name),
        months: missing,
    })
}

fn month_words(month: i32) -> String {
    format!(
        "{:04}-{:02}",
        month.div_euclid(12),
        month.rem_euclid(12) + 1
    )
}

fn find_cut(sources: &[SourceHistory], people: &PeopleHistory) -> Option<HistoryCut> {
    let first = sources.iter().filter_map(|source| source.first_day).min()?;
    let last = sources.iter().filter_map(|source| source.last_day).max()?;
    let mut months: Vec<MonthOrders> = Vec::new();
    for one in sources.iter().flat_map(|source| &source.months) {
        match months.iter_mut().find(|known| known.month == one.month) {
            Some(known) => known.orders += one.orders,
            None => months.push(*one),
        }
    }
    months.sort_by_key(|one| one.month);
    let span = last.number() - first.number() + 1;
    let round = CUT_SPANS.iter().any(|spans| spans.contains(&span));
    let older = people.older as f64 > OLDER_SHARE * people.buyers.max(1) as f64;
    let (because, touched) = if older {
        let because = "customers are in the files who were there before the first order";
        (because, people.older)
    } else if people.short > 0 && starts_full(&months) {
        let because = "the shop counts more orders than the files hold";
        (because, people.short)
    } else if round && starts_full(&months) {
        let because = "the orders cover exactly whole years and are as many at the start as later";
        (because, people.early_buyers)
    } else {
        return None;
    };
    Some(HistoryCut {
        from_day: first,
        people: touched,
        because: because.into(),
        remedy: format!(
            "Export the orders before {first} too; every year more makes expected values surer."
        ),
    })
}

/// Whether the first whole month holds about as many orders as a usual one.
fn starts_full(months: &[MonthOrders]) -> bool {
    let mut counts: Vec<u64> = months.iter().map(|one| one.orders).collect();
    counts.sort_unstable();
    let Some(usual) = counts.get(counts.len() / 2) else {
        return false;
    };
    // The first month may be cut in the middle, the second is whole.
    let start = months
        .iter()
        .take(2)
        .map(|one| one.orders)
        .max()
        .unwrap_or(0);
    months.len() > 3 && start as f64 >= FIRST_MONTH_SHARE * *usual as f64
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use terms::Day;

    use super::{MonthOrders, PeopleHistory, SourceHistory, find_gaps};

    fn shop(months: &[(i32, u64)], first: &str, last: &str) -> SourceHistory {
        let months = months.iter().map(|(month, orders)| MonthOrders {
            month: *month,
            orders: *orders,
        });
        SourceHistory {
            source_id: 1,
            name: "shop.csv".into(),
            months: months.collect(),
            first_day: first.parse::<Day>().ok(),
            last_day: last.parse::<Day>().ok(),
        }
    }

    #[test]
    fn months_without_orders_are_named() {
        let months = [(24_300, 9), (24_301, 8), (24_304, 7), (24_305, 9)];
        let gaps = find_gaps(
            &[shop(&months, "2025-01-03", "2025-06-30")],
            &PeopleHistory::default(),
            0,
        );
        assert_eq!(gaps.months[0].months, ["2025-03", "2025-04"]);
        assert!(gaps.cut.is_none());
    }

    #[test]
    fn a_history_of_exactly_a_year_that_starts_full_was_cut() {
        let months: Vec<(i32, u64)> = (0..12).map(|at| (24_300 + at, 100 + at as u64)).collect();
        let people = PeopleHistory {
            buyers: 80,
            early_buyers: 31,
            ..PeopleHistory::default()
        };
        let gaps = find_gaps(&[shop(&months, "2025-01-01", "2025-12-30")], &people, 0);
        let cut = gaps.cut.unwrap();
        assert_eq!(
            (cut.from_day.to_string(), cut.people),
            ("2025-01-01".into(), 31)
        );
    }

    #[test]
    fn a_business_that_grew_from_nothing_was_not_cut() {
        let months: Vec<(i32, u64)> = (0..12)
            .map(|at| (24_300 + at, 1 + 10 * at as u64))
            .collect();
        let gaps = find_gaps(
            &[shop(&months, "2025-01-01", "2025-12-30")],
            &PeopleHistory::default(),
            0,
        );
        assert!(gaps.cut.is_none());
    }
}
