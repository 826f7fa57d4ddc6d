//! Charts as SVG, drawn here, with a sentence for those who cannot see them.
//!
//! Enters: numbers and words of our own making. Leaves: SVG text; every label is escaped.

use std::fmt::Write;

/// Width and height of a chart in its own units; the page scales it.
const WIDE: f64 = 720.0;
const HIGH: f64 = 180.0;

/// Room under the bars for the years, in the largest size that narrow screens set them in.
const FOOT: f64 = 26.0;

/// Bars that the word of a year may cover at that size, with two years of bars.
const LABEL_BARS: usize = 3;

/// Height of a range, with room for its words.
const RANGE_HIGH: f64 = 92.0;

/// Where its words stand: zero above the line, the ends of the range below.
const WORDS_HIGH: f64 = 20.0;
const WORDS_LOW: f64 = 86.0;

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
    let step = WIDE / months.len() as f64;
    let width = (step * 0.72).min(48.0);
    let floor = HIGH - FOOT;
    let best = escape(&say(most));
    let mut svg = format!("<p class=\"tip\">{best} in the best month</p>");
    svg.push_str(&open(HIGH, &bar_sentence(months, &say)));
    for (at, (month, value)) in months.iter().enumerate() {
        let height = (*value).max(0) as f64 / most as f64 * floor;
        let left = at as f64 * step + (step - width) / 2.0;
        let _ = write!(
            svg,
            "<rect class=\"bar\" x=\"{left:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"2\"><title>{}: {}</title></rect>",
            floor - height,
            escape(month),
            escape(&say(*value)),
        );
        if let Some(label) = month_label(months, at) {
            let _ = write!(
                svg,
                "<text x=\"{left:.1}\" y=\"{:.1}\">{label}</text>",
                HIGH - 5.0
            );
        }
    }
    let _ = write!(
        svg,
        "<line class=\"axis\" x1=\"0\" x2=\"{WIDE}\" y1=\"{floor}\" y2=\"{floor}\"/></svg></div>"
    );
    svg
}

/// A year where it begins, and at the first bar unless the next year's word would touch it.
fn month_label(months: &[(String, i64)], at: usize) -> Option<String> {
    let begins = |at: usize| {
        months
            .get(at)
            .is_some_and(|(month, _)| month.ends_with("-01"))
    };
    let is_first = at == 0 && !(1..=LABEL_BARS).any(begins);
    let (year, _) = months[at].0.split_once('-')?;
    (begins(at) || is_first).then(|| escape(year))
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

/// One difference with its range on a line through zero.
pub(crate) fn range(low: f64, point: f64, high: f64, say: impl Fn(f64) -> String) -> String {
    let reach = low.abs().max(high.abs()).max(f64::MIN_POSITIVE) * 1.15;
    let at = |value: f64| WIDE / 2.0 + value / reach * (WIDE / 2.0 - 20.0);
    let words = format!(
        "The difference is {}; the truth plausibly lies between {} and {}.",
        say(point),
        say(low),
        say(high)
    );
    let words_at = [at(low).max(60.0), at(high).min(WIDE - 60.0)];
    let zero = at(0.0);
    let text = |x: f64, y: f64, word: &str| {
        let word = escape(word);
        format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\">{word}</text>")
    };
    format!(
        "{}<line class=\"axis\" x1=\"{zero:.1}\" x2=\"{zero:.1}\" y1=\"26\" y2=\"58\"/>\
         <line class=\"range\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"42\" y2=\"42\"/>\
         <circle class=\"point\" cx=\"{:.1}\" cy=\"42\" r=\"7\"/>{}{}{}</svg></div>",
        open(RANGE_HIGH, &words),
        at(low),
        at(high),
        at(point),
        text(words_at[0], WORDS_LOW, &say(low)),
        text(words_at[1], WORDS_LOW, &say(high)),
        text(zero, WORDS_HIGH, "0"),
    )
}

fn open(high: f64, words: &str) -> String {
    format!(
        "<div class=\"plot\"><svg class=\"chart\" viewBox=\"0 0 {WIDE} {high}\" role=\"img\" aria-label=\"{}\">",
        escape(words)
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
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
