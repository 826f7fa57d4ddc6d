//! Charts of the pages: the sentence for those who cannot see them, and the drawing.
//!
//! Enters: numbers and words of our own making. Leaves: a drawing of `base/chart` as HTML.

use chart::{Chart, DifferenceRange, Look, MonthBars, Size, Words, escape};

/// Bars, one a month, with the first month of each year and the largest value written.
pub(crate) fn month_bars(months: &[(String, i64)], say: impl Fn(i64) -> String) -> String {
    let Some(most) = months
        .iter()
        .map(|(_, value)| *value)
        .max()
        .filter(|most| *most > 0)
    else {
        return "<p class=\"soft\">No revenue in this time.</p>".into();
    };
    let words = Words::new("Revenue per month", bar_sentence(months, &say));
    let bars = MonthBars::new(words, months, &say);
    format!(
        "<p class=\"tip\">{} in the best month</p>{}",
        escape(&say(most)),
        drawn(&bars, MonthBars::PAGE)
    )
}

/// One difference with its range on a line through zero.
pub(crate) fn range(low: f64, point: f64, high: f64, say: impl Fn(f64) -> String) -> String {
    let sentence = format!(
        "The difference is {}; the truth plausibly lies between {} and {}.",
        say(point),
        say(low),
        say(high)
    );
    let range = DifferenceRange {
        words: Words::new("Difference with its range", sentence),
        ends: [low, point, high],
        said: [say(low), say(high)],
    };
    drawn(&range, DifferenceRange::PAGE)
}

/// A drawing in the box that scales it; what cannot be drawn says so in its place.
pub(crate) fn drawn(chart: &impl Chart, size: Size) -> String {
    match chart.svg(Look::Page, size) {
        Ok(svg) => format!("<div class=\"plot\">{svg}</div>"),
        Err(why) => {
            tracing::warn!(%why, "a chart was not drawn");
            "<p class=\"soft\">This chart could not be drawn.</p>".into()
        }
    }
}

fn bar_sentence(months: &[(String, i64)], say: &impl Fn(i64) -> String) -> String {
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return String::new();
    };
    let best = months
        .iter()
        .max_by_key(|(_, value)| *value)
        .unwrap_or(last);
    format!(
        "Revenue per month from {} to {}; the best month was {} with {}, the last had {}.",
        first.0,
        last.0,
        best.0,
        say(best.1),
        say(last.1)
    )
}

#[cfg(test)]
mod tests {
    use super::{month_bars, range};

    #[test]
    fn a_chart_escapes_its_words_and_says_what_it_shows() {
        let months = vec![("2026-01".to_owned(), 100), ("2026-02".to_owned(), 300)];
        let svg = month_bars(&months, |value| format!("<b>{value}\""));
        assert!(!svg.contains("<b>"));
        assert!(svg.contains("the best month was 2026-02"));
        assert_eq!(svg.matches("<rect").count(), 2);
        assert!(month_bars(&[], |value| value.to_string()).contains("No revenue"));
    }

    #[test]
    fn a_range_is_drawn_in_order_from_low_to_high() {
        let svg = range(-5.0, 2.0, 9.0, |value| format!("{value:.0}"));
        assert!(svg.contains("between -5 and 9"));
    }
}
