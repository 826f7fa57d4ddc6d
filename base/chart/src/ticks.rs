//! Where an axis is marked, and how numbers are written beside it.
//!
//! Enters: the range of the values, a unit, how many marks there is room for. Leaves: round values
//! and their words.

use terms::Day;

/// What the numbers of an axis are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Plain numbers.
    #[default]
    Number,
    /// Whole numbers only: counts.
    Count,
    /// Shares, 0..=1, written in percent.
    Percent,
    /// Amounts, written behind this sign.
    Money(String),
    /// Days since 1970-01-01, written as dates.
    Day,
}

/// A marked place on an axis.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    pub(crate) at: f64,
    pub(crate) words: String,
}

/// Places after the point that a mark has at most: finer marks would not be read any more.
const MOST_PLACES: usize = 6;

/// Months that calendar marks may stand apart: whole years and their even parts.
const MONTH_STEPS: [i32; 9] = [1, 2, 3, 6, 12, 24, 60, 120, 240];

/// Round marks over a range, at most about `most` of them; they begin at or below `low` and end at
/// or above `high`, except for dates, which stay inside.
pub(crate) fn ticks(unit: &Unit, low: f64, high: f64, most: usize) -> Vec<Tick> {
    if *unit == Unit::Day {
        return day_ticks(low, high, most);
    }
    let least = if *unit == Unit::Count { 1.0 } else { 0.0 };
    let step = round_step((high - low) / most.max(1) as f64, least);
    let (first, last) = ((low / step).floor(), (high / step).ceil());
    // A range of no width has one mark below and one above it.
    let last = if last > first { last } else { first + 1.0 };
    (0..=(last - first) as usize)
        .map(|number| (first + number as f64) * step)
        .map(|at| Tick {
            at,
            words: say(unit, at, step),
        })
        .collect()
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `rough`.
///
/// - Formula: `m·10^⌊log10 rough⌋` with m the first of 1, 2, 2.5, 5, 10 that reaches `rough`
/// - Shape: one number in, one out
/// - Units: those of the axis
/// - Range: above zero; 1 when `rough` is not
/// - Errors: none
/// - Source: Heckbert 1990, "Nice numbers for graph labels", Graphics Gems
/// - Checked: `steps_are_round`
fn round_step(rough: f64, least: f64) -> f64 {
    let rough = rough.max(least);
    if rough <= 0.0 || !rough.is_finite() {
        return 1.0;
    }
    let power = 10_f64.powf(rough.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .map(|factor| factor * power)
        .into_iter()
        // Counts have no quarter marks.
        .filter(|step| least == 0.0 || step.fract() == 0.0)
        .find(|step| *step >= rough * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

/// A number in words, as finely as marks `step` apart need it.
pub(crate) fn say(unit: &Unit, value: f64, step: f64) -> String {
    match unit {
        Unit::Number | Unit::Count => grouped(value, step),
        Unit::Percent => format!("{} %", decimals(100.0 * value, 100.0 * step)),
        Unit::Money(sign) if value < 0.0 => format!("\u{2212}{sign}{}", grouped(-value, step)),
        Unit::Money(sign) => format!("{sign}{}", grouped(value, step)),
        Unit::Day => Day::from_number(value.round() as i32).to_string(),
    }
}

/// From ten thousand on in thousands, from ten million on in millions.
fn grouped(value: f64, step: f64) -> String {
    let size = value.abs();
    if size >= 1e7 {
        return format!("{}M", decimals(value / 1e6, step / 1e6));
    }
    if size >= 1e4 {
        return format!("{}k", decimals(value / 1e3, step / 1e3));
    }
    let text = decimals(value, step);
    match text.find('.').unwrap_or(text.len()) {
        // Four digits before the point: the only length that needs a comma here.
        end if size >= 1e3 => format!("{},{}", &text[..end - 3], &text[end - 3..]),
        _ => text,
    }
}

/// As many places after the point as marks `step` apart need, and a true minus sign.
fn decimals(value: f64, step: f64) -> String {
    let is_whole = |places: &usize| {
        let scaled = step * 10_f64.powi(*places as i32);
        (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1.0)
    };
    let places = (0..MOST_PLACES).find(is_whole).unwrap_or(MOST_PLACES);
    let text = format!("{value:.places$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().any(|digit| matches!(digit, b'1'..=b'9')) => {
            format!("\u{2212}{digits}")
        }
        Some(zero) => zero.to_owned(),
        None => text,
    }
}

/// Marks on the first of months, or every few days where the range is short.
fn day_ticks(low: f64, high: f64, most: usize) -> Vec<Tick> {
    let days = high - low;
    let most = most.max(1) as f64;
    let months = days / 30.44;
    if months < 2.0 {
        let step = [1.0, 2.0, 7.0, 14.0, 28.0]
            .into_iter()
            .find(|step| days / step <= most)
            .unwrap_or(28.0);
        let marks = (days / step).floor() as usize;
        return (0..=marks)
            .map(|number| low.ceil() + number as f64 * step)
            .filter(|at| *at <= high)
            .map(|at| Tick {
                at,
                words: short_day(at),
            })
            .collect();
    }
    let step = MONTH_STEPS
        .into_iter()
        .find(|step| months / f64::from(*step) <= most)
        .unwrap_or(MONTH_STEPS[MONTH_STEPS.len() - 1]);
    month_starts(low, high, step)
}

fn month_starts(low: f64, high: f64, step: i32) -> Vec<Tick> {
    let date = Day::from_number(low.floor() as i32).date();
    let first = i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
    let first = first.div_euclid(step) * step;
    let mut marks = Vec::new();
    for number in 0.. {
        let month = first + number * step;
        let (Ok(year), Ok(of_year)) = (
            i16::try_from(month.div_euclid(12)),
            i8::try_from(month.rem_euclid(12) + 1),
        ) else {
            break;
        };
        let Ok(day) = Day::from_ymd(year, of_year, 1) else {
            break;
        };
        let at = f64::from(day.number());
        if at > high {
            break;
        }
        if at >= low {
            let words = match step {
                12.. => year.to_string(),
                _ => day.date().strftime("%b %Y").to_string(),
            };
            marks.push(Tick { at, words });
        }
    }
    marks
}

fn short_day(at: f64) -> String {
    let date = Day::from_number(at as i32).date();
    date.strftime("%-d %b").to_string()
}

#[cfg(test)]
mod tests {
    use super::{Unit, round_step, say, ticks};
    use terms::Day;

    fn words(unit: &Unit, low: f64, high: f64, most: usize) -> Vec<String> {
        let marks = ticks(unit, low, high, most);
        marks.into_iter().map(|tick| tick.words).collect()
    }

    #[test]
    fn steps_are_round() {
        for (rough, step) in [
            (0.13, 0.2),
            (0.21, 0.25),
            (3.0, 5.0),
            (51.0, 100.0),
            (0.0, 1.0),
            (1e-9, 1e-9),
        ] {
            let found = round_step(rough, 0.0);
            assert!((found / step - 1.0).abs() < 1e-9, "{rough}: {found}");
        }
        assert_eq!(round_step(0.1, 1.0), 1.0);
        assert_eq!(round_step(2.1, 1.0), 5.0);
    }

    #[test]
    fn marks_say_no_more_than_they_mean() {
        assert_eq!(
            words(&Unit::Number, 0.0, 1.0, 4),
            ["0.00", "0.25", "0.50", "0.75", "1.00"]
        );
        assert_eq!(
            words(&Unit::Percent, 0.0, 1.0, 4),
            ["0 %", "25 %", "50 %", "75 %", "100 %"]
        );
        assert_eq!(
            words(&Unit::Count, 0.0, 2_400.0, 3),
            ["0", "1,000", "2,000", "3,000"]
        );
        let pounds = Unit::Money("£".into());
        assert_eq!(words(&pounds, -5e4, 5e4, 2), ["−£50k", "£0", "£50k"]);
        assert_eq!(say(&Unit::Number, 12_500.0, 500.0), "12.5k");
    }

    #[test]
    fn ranges_without_width_are_marked_too() {
        assert_eq!(words(&Unit::Number, 0.0, 0.0, 5).len(), 2);
        assert_eq!(words(&Unit::Count, 7.0, 7.0, 5), ["7", "8"]);
    }

    #[test]
    fn dates_are_marked_where_months_and_years_begin() {
        let day = |text: &str| f64::from(text.parse::<Day>().map_or(0, Day::number));
        assert_eq!(
            words(&Unit::Day, day("1997-01-01"), day("1998-06-30"), 6),
            [
                "Jan 1997", "Apr 1997", "Jul 1997", "Oct 1997", "Jan 1998", "Apr 1998"
            ]
        );
        assert_eq!(
            words(&Unit::Day, day("2019-05-01"), day("2023-02-01"), 4),
            ["2020", "2021", "2022", "2023"]
        );
        assert_eq!(
            words(&Unit::Day, day("2026-03-02"), day("2026-03-20"), 4),
            ["2 Mar", "9 Mar", "16 Mar"]
        );
    }
}
