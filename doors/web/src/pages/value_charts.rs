//! The drawings of the Value page, and the months it warns of.
//!
//! Enters: the figures of the newest score. Leaves: SVG text and sentences.

use chart::{MonthBars, ParetoCurve, Size, Words, escape};
use desk::ValueOverview;
use score::{BaseFigures, BestBy, MonthAhead, Pareto};

use crate::chart::drawn;
use crate::paint::Paint;

/// Days of the shortest month.
const WHOLE_MONTH_DAYS: u8 = 28;

/// A month this far below its usual share is called weak: a sixth less is seen with the bare eye.
const WEAK_SEASON: f64 = 0.85;

/// Months of the past that are drawn before the twelve to come.
const PAST_MONTHS: usize = 24;

/// Revenue of the past two years and what is expected of the next twelve months.
pub(crate) fn base_chart(one: &ValueOverview, m: Paint) -> String {
    let (months, expected_from) = months_of(&one.figures);
    let ahead = |month: &str| one.figures.months.iter().find(|one| one.month == month);
    let weak =
        |(month, _): &(String, i64)| one.figures.has_seasons && ahead(month).is_some_and(is_weak);
    let range = |(month, minor): &(String, i64)| {
        let ahead = ahead(month)?;
        // What the running month already has is known and moves both ends.
        let known = minor - ahead.expected_minor;
        Some([ahead.low_minor + known, ahead.high_minor + known].map(|minor| minor as f64))
    };
    let words = Words::new(
        "Revenue per month",
        "Two years of revenue, and what is expected of the next twelve months.",
    );
    let bars = MonthBars {
        expected_from: Some(expected_from),
        weak: months.iter().map(weak).collect(),
        ranges: months.iter().map(range).collect(),
        ..MonthBars::new(words, &months, |minor| m.round(minor))
    };
    let best = one
        .figures
        .past_months
        .iter()
        .map(|past| past.revenue_minor)
        .max();
    let best = best.filter(|minor| *minor > 0).map(|minor| {
        format!(
            "<p class=\"tip\">{} in the best month</p>",
            escape(&m.round(minor))
        )
    });
    format!(
        "{}{}",
        best.unwrap_or_default(),
        drawn(&bars, MonthBars::PAGE)
    )
}

/// The months from the first with revenue to the last expected, and where expectation begins. The
/// month of the score is half known and half expected; its bar holds both.
fn months_of(figures: &BaseFigures) -> (Vec<(String, i64)>, usize) {
    let past = &figures.past_months;
    let mut months: Vec<(String, i64)> = past[past.len().saturating_sub(PAST_MONTHS)..]
        .iter()
        .map(|past| (past.month.clone(), past.revenue_minor))
        .skip_while(|(_, minor)| *minor == 0)
        .collect();
    let running = figures.months.first().map(|ahead| &ahead.month);
    let is_running = months.last().map(|(month, _)| month) == running;
    let expected_from = months.len() - usize::from(is_running && !months.is_empty());
    for ahead in &figures.months {
        match months.last_mut() {
            Some((month, minor)) if *month == ahead.month => *minor += ahead.expected_minor,
            _ => months.push((ahead.month.clone(), ahead.expected_minor)),
        }
    }
    (months, expected_from)
}

/// Whether a month is weak by its season. The first and last may be cut by the twelve months; a
/// cut month is not a weak one.
fn is_weak(month: &MonthAhead) -> bool {
    month.season < WEAK_SEASON && month.days >= WHOLE_MONTH_DAYS
}

/// The weak months ahead in a sentence, and when to do something about it; none without seasons.
pub(crate) fn weak_months(figures: &BaseFigures) -> Option<String> {
    let weak: Vec<&MonthAhead> = figures
        .months
        .iter()
        .filter(|month| figures.has_seasons && is_weak(month))
        .collect();
    let first = weak.first()?;
    let named: Vec<String> = weak
        .iter()
        .map(|month| {
            let below = (1.0 - month.season) * 100.0;
            format!("{} ({below:.0} % below)", month_words(&month.month))
        })
        .collect();
    let at = figures.months.iter().position(|month| month == *first)?;
    let before = match at
        .checked_sub(1)
        .and_then(|before| figures.months.get(before))
    {
        Some(month) => format!("in {}", month_words(&month.month)),
        None => "now".into(),
    };
    Some(format!(
        "By your seasons these months are weak: {}. A campaign {before} comes in time for the first.",
        named.join(", ")
    ))
}

/// `2026-08` as people say it.
fn month_words(month: &str) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts = month.split_once('-');
    let name = parts
        .and_then(|(_, number)| number.parse::<usize>().ok())
        .and_then(|number| NAMES.get(number.wrapping_sub(1)));
    match (parts, name) {
        (Some((year, _)), Some(name)) => format!("{name} {year}"),
        _ => month.to_owned(),
    }
}

/// Fewest customers whose curve is drawn: of fewer, no fifth is a customer.
const FEWEST_OF_CURVE: u64 = 5;

/// How much of the whole the best bring, with the chosen share marked; nothing for very few.
pub(crate) fn pareto_chart(one: &ValueOverview) -> String {
    let curves = &one.figures.pareto;
    let curve = curves.iter().find(|curve| curve.by == one.by);
    let Some(curve) = curve.filter(|curve| curve.accounts >= FEWEST_OF_CURVE) else {
        return String::new();
    };
    let words = Words::new(
        "The best customers and what they bring",
        "Customers from the best to the least, and the share of the whole they bring together.",
    );
    let chart = ParetoCurve {
        best_share: one.cut.accounts as f64 / (curve.accounts as f64).max(1.0),
        what: what_words(one.by).into(),
        ..ParetoCurve::new(words, values_of(curve))
    };
    drawn(&chart, Size::PAGE)
}

/// Customers up to which a step of the curve is drawn as the few customers it is made of: one more
/// or less in a step would bend the curve. Of more, no step is a hundredth larger than another.
const STEPS_AS_CUSTOMERS: u64 = 10_000;

/// What each customer brings, as far as the curve's hundred steps tell: those of one step alike.
fn values_of(curve: &Pareto) -> Vec<f64> {
    let customers = curve.accounts.min(STEPS_AS_CUSTOMERS) as usize;
    let upto = |percent: usize| (percent * customers).div_ceil(100);
    let steps = curve.cumulative.windows(2).enumerate();
    let values = steps.flat_map(|(at, two)| {
        let count = upto(at + 1) - upto(at);
        let each = (two[1] - two[0]) as f64 / count.max(1) as f64;
        std::iter::repeat_n(each, count)
    });
    values.collect()
}

/// What the customers bring together, by this definition.
pub(crate) fn what_words(by: BestBy) -> &'static str {
    match by {
        BestBy::Longest => "time as customers",
        BestBy::YearSpend => "revenue of this year",
        BestBy::EverSpend => "revenue",
        BestBy::YearContribution => "profit of this year",
        BestBy::EverContribution => "profit",
    }
}

#[cfg(test)]
mod tests {
    use super::{month_words, values_of};
    use score::{BestBy, Pareto};

    #[test]
    fn the_curve_of_few_customers_is_made_of_what_each_of_them_brings() {
        // Two customers of 59 and 41: from 1 to 50 percent it is the first, then both.
        let cumulative = (0..=100).map(|percent| [0, 59, 100][(percent * 2_usize).div_ceil(100)]);
        let curve = Pareto {
            by: BestBy::EverSpend,
            accounts: 2,
            total: 100,
            bars: Vec::new(),
            cumulative: cumulative.collect(),
        };
        assert_eq!(values_of(&curve), [59.0, 41.0]);
        let many = Pareto {
            accounts: 5_000_000,
            ..curve
        };
        assert_eq!(values_of(&many).len(), 10_000);
    }

    #[test]
    fn months_are_said_by_name() {
        assert_eq!(month_words("2026-08"), "August 2026");
        assert_eq!(month_words("2026-13"), "2026-13");
        assert_eq!(month_words("x"), "x");
    }
}
