//! Why a score is what it is: stored figures enter, true sentences in plain words leave.

use rusqlite::{Connection, OptionalExtension, Row};
use store::rusqlite;
use terms::{Business, Day, Money};

use crate::ScoreError;
use crate::learnt::recall;

/// The stored figures of one account, as of its run.
struct Figures {
    as_of: Day,
    horizon_days: i32,
    margin_share: f64,
    first_day: Option<Day>,
    last_day: Option<Day>,
    order_count: u32,
    order_days: u32,
    revenue_minor: i64,
    known_revenue_minor: i64,
    gap_days_median: Option<f64>,
    last_product: String,
    top_category: String,
    past_value_minor: i64,
    p_alive: f64,
    expected_orders: f64,
    expected_value_minor: i64,
    past_fifth: u8,
    future_fifth: u8,
}

/// Three or more facts behind an account's score, in plain words; none when it is not scored.
///
/// Every figure in them is stored; nothing is recomputed and nothing is guessed.
///
/// # Errors
/// When the database refuses.
pub fn why(
    db: &Connection,
    account_id: i64,
    business: &Business,
) -> Result<Vec<String>, ScoreError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/why.read.sql"))?;
    let figures = statement.query_row([account_id], read_figures).optional()?;
    Ok(figures.map_or_else(Vec::new, |figures| facts(&figures, business)))
}

fn facts(figures: &Figures, business: &Business) -> Vec<String> {
    let (Some(first_day), Some(last_day)) = (figures.first_day, figures.last_day) else {
        return vec![
            format!("No order is on file up to {}.", figures.as_of.words()),
            "Its value so far and its expected value are zero for that reason.".into(),
            "It gets a place among the 25 value segments with its first order.".into(),
        ];
    };
    let money = |minor| Money::new(minor, business.currency).rounded_words();
    let mut facts = vec![
        rhythm(figures, first_day, last_day),
        silence(figures, last_day),
        expectation(figures, &money),
        past(figures, &money),
    ];
    facts.extend(taste(figures));
    facts.push(format!(
        "Among all customers it is in fifth {} of 5 by value so far and in fifth {} of 5 by \
         expected value; 5 is best.",
        figures.past_fifth, figures.future_fifth
    ));
    facts
}

fn rhythm(figures: &Figures, first_day: Day, last_day: Day) -> String {
    let orders = orders_words(figures.order_count);
    match (figures.order_days, figures.gap_days_median) {
        (_, Some(gap)) => format!(
            "{orders} since {}; the usual gap between order days is {}.",
            first_day.words(),
            days_words(gap)
        ),
        (1, None) => format!("{orders} so far, on {}.", first_day.words()),
        (_, None) => {
            format!(
                "{orders} so far, from {} to {}.",
                first_day.words(),
                last_day.words()
            )
        }
    }
}

fn silence(figures: &Figures, last_day: Day) -> String {
    let silent = f64::from(figures.as_of - last_day);
    let last = format!(
        "The last order was on {}, {} ago",
        last_day.words(),
        days_words(silent)
    );
    match figures.gap_days_median {
        Some(gap) if silent > gap => format!("{last}: {:.1} times its usual gap.", silent / gap),
        Some(_) => format!("{last}: within its usual gap."),
        None => format!("{last}."),
    }
}

fn expectation(figures: &Figures, money: &impl Fn(i64) -> String) -> String {
    let expected = format!(
        "In the next {} days {} expected, worth {} in profit today",
        figures.horizon_days,
        expected_orders_words(figures.expected_orders),
        money(figures.expected_value_minor)
    );
    let silent = figures
        .last_day
        .is_some_and(|last_day| last_day < figures.as_of);
    if silent && figures.p_alive >= 1.0 {
        // Some models let nobody leave before a second order, or nobody at all; such certainty
        // is an assumption, no knowledge.
        return format!("{expected}; its orders do not yet tell whether it still buys.");
    }
    format!(
        "{expected}; the chance that it still buys is {}.",
        chance_words(figures.p_alive)
    )
}

fn past(figures: &Figures, money: &impl Fn(i64) -> String) -> String {
    let so_far = format!(
        "Revenue of {} so far has left {} in profit",
        money(figures.revenue_minor),
        money(figures.past_value_minor)
    );
    let unknown_minor = figures.revenue_minor - figures.known_revenue_minor;
    if unknown_minor == 0 {
        return format!("{so_far}.");
    }
    format!(
        "{so_far}, where {:.0} % is assumed for the {} of it whose cost is not known.",
        figures.margin_share * 100.0,
        money(unknown_minor)
    )
}

fn taste(figures: &Figures) -> Option<String> {
    match (figures.top_category.as_str(), figures.last_product.as_str()) {
        ("", "") => None,
        ("", product) => Some(format!("The last order was for «{product}».")),
        (category, "") => Some(format!("Most of its money went to «{category}».")),
        (category, product) => Some(format!(
            "Most of its money went to «{category}»; the last order was for «{product}»."
        )),
    }
}

fn orders_words(count: u32) -> String {
    if count == 1 {
        "1 order".into()
    } else {
        format!("{count} orders")
    }
}

fn expected_orders_words(orders: f64) -> String {
    match format!("{orders:.1}").as_str() {
        "0.0" => "fewer than 0.1 orders are".into(),
        "1.0" => "1.0 order is".into(),
        words => format!("{words} orders are"),
    }
}

fn days_words(days: f64) -> String {
    match format!("{days:.1}").trim_end_matches(".0") {
        "1" => "1 day".into(),
        words => format!("{words} days"),
    }
}

/// A chance as a percentage; the ends are never claimed, since a model is never certain.
fn chance_words(chance: f64) -> String {
    match chance {
        high if high > 0.99 => "over 99 %".into(),
        low if low < 0.01 => "under 1 %".into(),
        share => format!("{:.0} %", share * 100.0),
    }
}

fn read_figures(row: &Row<'_>) -> rusqlite::Result<Figures> {
    let day = |at| Ok::<_, rusqlite::Error>(row.get::<_, Option<i32>>(at)?.map(Day::from_number));
    let parameters: String = row.get(2)?;
    Ok(Figures {
        as_of: Day::from_number(row.get(0)?),
        horizon_days: row.get(1)?,
        // What the run assumed may differ from what the owner says today.
        margin_share: recall(&parameters).map_or(0.0, |learnt| learnt.assumed.margin_share),
        first_day: day(3)?,
        last_day: day(4)?,
        order_count: row.get(5)?,
        order_days: row.get(6)?,
        revenue_minor: row.get(7)?,
        known_revenue_minor: row.get(8)?,
        gap_days_median: row.get(9)?,
        last_product: row.get(10)?,
        top_category: row.get(11)?,
        past_value_minor: row.get(12)?,
        p_alive: row.get(13)?,
        expected_orders: row.get(14)?,
        expected_value_minor: row.get(15)?,
        past_fifth: row.get(16)?,
        future_fifth: row.get(17)?,
    })
}

#[cfg(test)]
mod tests {
    use super::{Figures, expectation};
    use terms::Day;

    #[test]
    fn expectations_are_said_as_sure_as_they_are() {
        let figures = |p_alive, expected_orders| Figures {
            as_of: Day::from_number(100),
            horizon_days: 365,
            margin_share: 0.3,
            first_day: Some(Day::from_number(0)),
            last_day: Some(Day::from_number(10)),
            order_count: 1,
            order_days: 1,
            revenue_minor: 0,
            known_revenue_minor: 0,
            gap_days_median: None,
            last_product: String::new(),
            top_category: String::new(),
            past_value_minor: 0,
            p_alive,
            expected_orders,
            expected_value_minor: 700,
            past_fifth: 1,
            future_fifth: 1,
        };
        let chance = "; the chance that it still buys is";
        for (p_alive, orders, words) in [
            (1.0, 2.0, "2.0 orders are expected, worth 700 in profit today; its orders do not yet tell whether it still buys.".to_owned()),
            (0.999, 1.04, format!("1.0 order is expected, worth 700 in profit today{chance} over 99 %.")),
            (0.5, 0.04, format!("fewer than 0.1 orders are expected, worth 700 in profit today{chance} 50 %.")),
            (0.001, 0.0, format!("fewer than 0.1 orders are expected, worth 700 in profit today{chance} under 1 %.")),
        ] {
            let said = expectation(&figures(p_alive, orders), &|minor| minor.to_string());
            assert_eq!(said, format!("In the next 365 days {words}"));
        }
    }
}
