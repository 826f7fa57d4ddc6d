//! What is to be expected of one customer: its outlook enters, a drawing and lines of words leave.

use chart::{Axis, Line, Plot, Size, Unit, Words};
use score::{Outlook, Trend};
use terms::Lever;

use crate::chart::drawn;
use crate::pages::value::days_words;
use crate::paint::Paint;

/// The drawing of the chance stands beside nothing else, so it is wide and low; yet no wider than
/// drawings whose words a telephone sets no larger than there is room for at their edge.
const CHANCE_SIZE: Size = Size {
    wide: 620,
    high: 190,
};

/// A chance that is drawn as 100 %.
const AS_GOOD_AS_SURE: f64 = 0.995;

/// One lever: where it stands, and what a tenth more of it would add.
pub(crate) struct LeverLine {
    pub(crate) name: &'static str,
    pub(crate) now: String,
    pub(crate) gain_minor: i64,
    pub(crate) is_best: bool,
}

/// How the chance that it still buys went up and down; nothing before there is a history, and
/// nothing where no week says anything of it.
pub(crate) fn chance_chart(outlook: &Outlook) -> String {
    let history = &outlook.chance_history;
    if history.len() < 2 || history.iter().all(|(_, chance)| *chance > AS_GOOD_AS_SURE) {
        return String::new();
    }
    let points = outlook
        .chance_history
        .iter()
        .map(|(day, chance)| (f64::from(day.number()), *chance))
        .collect();
    let words = Words::new(
        "Chance that it still buys",
        format!(
            "Week by week up to {}, when it was {:.0} %.",
            outlook.as_of.words(),
            outlook.p_alive * 100.0
        ),
    );
    let plot = Plot {
        words,
        x: Axis::new("", Unit::Day),
        y: Axis::new("chance", Unit::Percent),
        lines: vec![Line {
            filled: true,
            ..Line::solid("chance that it still buys", points)
        }],
        ..Plot::default()
    };
    drawn(&plot, CHANCE_SIZE)
}

/// Whether it spends more than before, and how sure that is.
pub(crate) fn growth_words(outlook: &Outlook) -> String {
    let Some(growth) = &outlook.growth else {
        return "Too few orders to tell whether it buys more or less than before.".into();
    };
    let percent = |ratio: f64| match ((ratio - 1.0) * 100.0).round() {
        0.0 => "as much".to_owned(),
        more if more > 0.0 => format!("{more:.0} % more"),
        less => format!("{:.0} % less", -less),
    };
    let before = match growth.span_days {
        365 => "the year before".into(),
        days => format!("the {} before", days_words(days.into())),
    };
    let verdict = match growth.trend {
        Trend::Steady => "No change can be told from chance",
        Trend::Growing => "It is growing",
        Trend::Slowing => "It is slowing",
    };
    format!(
        "{verdict}: against {before} it spends {}; in 8 of 10 cases the truth lies between {} and {}. \
         The chance that it spends more is {:.0} %.",
        percent(growth.ratio),
        percent(growth.low80),
        percent(growth.high80),
        growth.chance_of_growth * 100.0
    )
}

/// The three digits one by one: «5 4 1».
pub(crate) fn three_digits(rfm: &i64) -> String {
    let digits: Vec<String> = rfm.to_string().chars().map(String::from).collect();
    digits.join(" ")
}

/// Half a whole unit: money is shown in whole ones, and less than that as nothing.
const LEAST_GAIN: i64 = 50;

/// The three levers in the order of the house.
pub(crate) fn lever_lines(outlook: &Outlook, m: Paint) -> Vec<LeverLine> {
    let (gains, now) = (&outlook.levers, &outlook.lever_base);
    let lines = [
        (
            Lever::OrderSize,
            format!("{} an order", m.round(now.order_size_minor)),
            gains.order_size_minor,
        ),
        (
            Lever::Frequency,
            now.orders_per_year.map_or_else(
                || "too early to tell".into(),
                |orders| format!("{orders:.1} orders a year"),
            ),
            gains.frequency_minor,
        ),
        (
            Lever::Lifetime,
            days_words(now.lifetime_days as i64),
            gains.lifetime_minor,
        ),
    ];
    let now_is_known = now.orders_per_year.is_some();
    let most = lines.iter().map(|line| line.2).max().unwrap_or(0);
    // Of equals the first, which is the cheapest to pull, as in the grid.
    let best = lines.iter().position(|line| line.2 == most);
    let named = lines.into_iter().enumerate();
    let named = named.map(|(at, (lever, now, gain_minor))| LeverLine {
        name: lever.word(),
        now,
        gain_minor,
        // Of a customer with one order no lever is known to be the strongest, and a gain that
        // would be shown as nothing is none.
        is_best: now_is_known && gain_minor >= LEAST_GAIN && best == Some(at),
    });
    named.collect()
}

/// What serving it has cost, part by part, and together; nothing where nothing was spent.
pub(crate) fn served_lines(outlook: &Outlook) -> Vec<(&'static str, i64)> {
    let served = &outlook.served;
    let parts = [
        ("Calls", served.calls_minor),
        ("Visits", served.visits_minor),
        ("Support", served.support_minor),
        ("Returns", served.returns_minor),
        ("Shipping", served.shipping_minor),
    ];
    let mut lines: Vec<(&'static str, i64)> =
        parts.into_iter().filter(|(_, minor)| *minor != 0).collect();
    if !lines.is_empty() {
        lines.push(("Together", served.total_minor()));
    }
    lines
}
