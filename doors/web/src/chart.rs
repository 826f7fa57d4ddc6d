//! Charts as SVG, drawn here, with a sentence for those who cannot see them.
//!
//! Enters: numbers and words of our own making. Leaves: SVG text; every label is escaped.

use std::fmt::Write;

/// Width and height of a chart in its own units; the page scales it.
const WIDE: f64 = 720.0;
const HIGH: f64 = 180.0;

/// Room under the bars for the months, and above them for the largest value.
const FOOT: f64 = 22.0;
const TOP: f64 = 18.0;

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
    let mut svg = open(&bar_sentence(months, &say));
    for (at, (month, value)) in months.iter().enumerate() {
        let height = (*value).max(0) as f64 / most as f64 * (floor - TOP);
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
                HIGH - 7.0
            );
        }
    }
    let _ = write!(
        svg,
        "<line class=\"axis\" x1=\"0\" x2=\"{WIDE}\" y1=\"{floor}\" y2=\"{floor}\"/><text x=\"0\" y=\"11\">{}</text></svg>",
        escape(&format!("{} in the best month", say(most))),
    );
    svg
}

/// A year where it begins, and the first month; between them the bars speak.
fn month_label(months: &[(String, i64)], at: usize) -> Option<String> {
    let (year, month) = months[at].0.split_once('-')?;
    (at == 0 || month == "01").then(|| escape(year))
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
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDE} 64\" role=\"img\" aria-label=\"{}\">\
         <line class=\"axis\" x1=\"{z:.1}\" x2=\"{z:.1}\" y1=\"8\" y2=\"44\"/>\
         <line class=\"range\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"26\" y2=\"26\"/>\
         <circle class=\"point\" cx=\"{:.1}\" cy=\"26\" r=\"6\"/>\
         <text x=\"{:.1}\" y=\"58\" text-anchor=\"middle\">{}</text>\
         <text x=\"{:.1}\" y=\"58\" text-anchor=\"middle\">{}</text>\
         <text x=\"{z:.1}\" y=\"58\" text-anchor=\"middle\">0</text></svg>",
        escape(&words),
        at(low),
        at(high),
        at(point),
        at(low).max(40.0),
        escape(&say(low)),
        at(high).min(WIDE - 40.0),
        escape(&say(high)),
        z = at(0.0),
    )
}

fn open(words: &str) -> String {
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDE} {HIGH}\" role=\"img\" aria-label=\"{}\">",
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
