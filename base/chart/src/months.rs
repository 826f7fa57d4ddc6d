//! Bars by month, with a word where each year begins.

use crate::Chart;
use crate::canvas::{Anchor, Canvas};
use crate::error::{ChartError, check_finite};
use crate::look::{Colour, Look, Size};
use crate::scale::Scale;
use crate::words::Words;

/// Share of a month's width that its bar fills, and the most it may be wide.
const BAR_SHARE: f64 = 0.72;
const BAR_WIDE_MOST: f64 = 48.0;

/// Room under the bars for the years, in the largest size that narrow pages set them in.
const FOOT: f64 = 26.0;

/// Height of the triangle over a weak month; half of its width.
const MARK: f64 = 6.0;

/// Bars that the word of a year may cover at that size, with two years of bars.
const LABEL_BARS: usize = 3;

/// An amount for every month.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthBars {
    /// Its name, and what it shows.
    pub words: Words,
    /// The months as `2026-03` with their amounts, in order; what is below zero has no bar.
    pub months: Vec<(String, f64)>,
    /// Each amount in words, for the mouse.
    pub said: Vec<String>,
    /// Months from this place on are expected, not known: their bars are pale and outlined.
    pub expected_from: Option<usize>,
    /// Where an amount plausibly lies, as a thin line over its bar; may be empty.
    pub ranges: Vec<Option<[f64; 2]>>,
    /// Months known to be weak, marked by a triangle; may be empty. Say so in their words, too.
    pub weak: Vec<bool>,
}

impl MonthBars {
    /// Bars of known months; `say` puts an amount into words.
    pub fn new(words: Words, months: &[(String, i64)], say: impl Fn(i64) -> String) -> Self {
        MonthBars {
            words,
            months: months
                .iter()
                .map(|(month, value)| (month.clone(), *value as f64))
                .collect(),
            said: months.iter().map(|(_, value)| say(*value)).collect(),
            expected_from: None,
            ranges: Vec::new(),
            weak: Vec::new(),
        }
    }

    /// The size that the pages give it.
    pub const PAGE: Size = Size {
        wide: 720,
        high: 180,
    };

    /// A year where it begins, and at the first bar unless the next year's word would touch it.
    fn year_at(&self, at: usize) -> Option<&str> {
        let begins = |at: usize| {
            let month = self.months.get(at);
            month.is_some_and(|(month, _)| month.ends_with("-01"))
        };
        let is_first = at == 0 && !(1..=LABEL_BARS).any(begins);
        let (year, _) = self.months[at].0.split_once('-')?;
        (begins(at) || is_first).then_some(year)
    }
}

impl Chart for MonthBars {
    fn svg(&self, look: Look, size: Size) -> Result<String, ChartError> {
        check_finite("months", self.months.iter().map(|(_, value)| *value))?;
        check_finite("ranges", self.ranges.iter().flatten().flatten().copied())?;
        let mut canvas = Canvas::open(&self.words, look, size)?;
        let foot = if look.is_file() { 22.0 } else { FOOT };
        let mut top = 0.0;
        if look.is_file() && !self.words.title.is_empty() {
            canvas.title([8.0, 24.0], &self.words.title);
            top = 40.0;
        }
        let floor = canvas.high - foot;
        let most = self.most();
        let wide = canvas.wide;
        let heights = Scale::new([0.0, most], [floor, top + 2.0 * MARK]);
        let step = wide / self.months.len().max(1) as f64;
        for at in 0..self.months.len() {
            if most > 0.0 {
                self.draw_month(&mut canvas, at, step, &heights);
            }
            if let Some(year) = self.year_at(at) {
                let left = at as f64 * step + (step - bar_width(step)) / 2.0;
                canvas.text([left, canvas.high - 5.0], Anchor::Start, Colour::Soft, year);
            }
        }
        if most <= 0.0 {
            let middle = [wide / 2.0, (top + floor) / 2.0];
            canvas.text(middle, Anchor::Middle, Colour::Soft, "Nothing to show yet");
        }
        canvas.line([0.0, floor, wide, floor], Colour::Axis, 1.0, "");
        Ok(canvas.close())
    }
}

impl MonthBars {
    /// The largest amount, or the largest that is plausible.
    fn most(&self) -> f64 {
        let amounts = self.months.iter().map(|(_, value)| *value);
        let ends = self.ranges.iter().flatten().map(|range| range[1]);
        amounts.chain(ends).fold(0.0, f64::max)
    }

    /// The bar of one month, with its range and its mark.
    fn draw_month(&self, canvas: &mut Canvas, at: usize, step: f64, heights: &Scale) {
        let (month, value) = &self.months[at];
        let hover = match self.said.get(at) {
            Some(said) => format!("{month}: {said}"),
            None => month.clone(),
        };
        let (bar, floor) = (bar_width(step), heights.place(0.0));
        let left = at as f64 * step + (step - bar) / 2.0;
        let mut top = heights.place(value.max(0.0));
        let place = [left, top, bar, floor - top];
        if self.expected_from.is_some_and(|from| at >= from) && *value > 0.0 {
            canvas.rect(place, Colour::Step(1), "bar weak", &hover);
            let corners = [
                [left, floor],
                [left, top],
                [left + bar, top],
                [left + bar, floor],
            ];
            canvas.path(&corners, Colour::First, 1.5, "4 3");
        } else {
            canvas.rect(place, Colour::First, "bar", &hover);
        }
        let middle = left + bar / 2.0;
        if let Some(Some([low, high])) = self.ranges.get(at) {
            let ends = [heights.place(low.max(0.0)), heights.place(high.max(0.0))];
            canvas.line([middle, ends[0], middle, ends[1]], Colour::Ink, 1.5, "");
            top = top.min(ends[1]);
        }
        if self.weak.get(at).copied().unwrap_or(false) {
            let tip = top - 2.0;
            let corners = [
                [middle, tip],
                [middle - MARK, tip - MARK],
                [middle + MARK, tip - MARK],
            ];
            canvas.area(&corners, Colour::Second, 1.0);
        }
    }
}

/// How wide the bar of a month is that has this much room.
fn bar_width(step: f64) -> f64 {
    (step * BAR_SHARE).min(BAR_WIDE_MOST)
}

#[cfg(test)]
mod tests {
    use super::MonthBars;
    use crate::words::Words;

    #[test]
    fn years_are_named_where_they_begin() {
        let months: Vec<(String, i64)> = ["2024-11", "2024-12", "2025-01", "2025-02"]
            .map(|month| (month.to_owned(), 1))
            .to_vec();
        let bars = MonthBars::new(Words::default(), &months, |value| value.to_string());
        let named: Vec<Option<&str>> = (0..4).map(|at| bars.year_at(at)).collect();
        assert_eq!(named, [None, None, Some("2025"), None]);
        let one = MonthBars::new(Words::default(), &months[..2], |value| value.to_string());
        assert_eq!(one.year_at(0), Some("2024"));
    }
}
