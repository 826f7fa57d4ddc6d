//! The Pareto curve: how much of the whole the best few bring.

use crate::Chart;
use crate::canvas::{Anchor, Canvas};
use crate::error::{ChartError, check_finite};
use crate::frame::{Frame, Surround, marks_upright};
use crate::look::{Colour, Look, Size};
use crate::scale::upright_marks;
use crate::ticks::{Unit, ticks};
use crate::words::Words;

/// Points of the curve that are drawn: more than anybody sees in a drawing of this width.
const MOST_POINTS: usize = 200;

/// How much of the whole the best customers bring, with one share of them marked.
#[derive(Clone, Debug, PartialEq)]
pub struct ParetoCurve {
    /// Its name; the sentence of what is marked is added to what it shows.
    pub words: Words,
    /// What each customer brings, in any order; nothing below zero is counted.
    pub values: Vec<f64>,
    /// The share of customers that is marked, 0.2 for the rule of 80 and 20.
    pub best_share: f64,
    /// What the customers are called, such as `customers`.
    pub who: String,
    /// What they bring, such as `revenue`.
    pub what: String,
}

impl ParetoCurve {
    /// The curve of some values with the best fifth marked.
    pub fn new(words: Words, values: Vec<f64>) -> Self {
        ParetoCurve {
            words,
            values,
            best_share: 0.2,
            who: "customers".into(),
            what: "value".into(),
        }
    }

    /// The share of the whole that the best `best_share` bring.
    ///
    /// - Formula: `Σ of the ⌈share·n⌉ largest / Σ of all`, negative values taken as 0; between two
    ///   customers along a straight line
    /// - Shape: many values in, one share out
    /// - Units: a share, 0..=1
    /// - Range: `best_share` to 1; 0 when there is nothing at all
    /// - Errors: none
    /// - Source: Lorenz 1905, "Methods of measuring the concentration of wealth"
    /// - Checked: `the_best_fifth_is_found`
    #[must_use]
    pub fn share_of_best(&self) -> f64 {
        let sorted = self.sorted();
        let total: f64 = sorted.iter().sum();
        if total <= 0.0 {
            return 0.0;
        }
        let count = self.best_share.clamp(0.0, 1.0) * sorted.len() as f64;
        let whole = count.floor() as usize;
        let part = sorted.get(whole).map_or(0.0, |next| next * count.fract());
        (sorted[..whole].iter().sum::<f64>() + part) / total
    }

    /// The sentence of what is marked.
    fn sentence(&self) -> String {
        format!(
            "The best {:.0} % of {} bring {:.0} % of the {}.",
            100.0 * self.best_share,
            self.who,
            100.0 * self.share_of_best(),
            self.what
        )
    }

    fn sorted(&self) -> Vec<f64> {
        let mut sorted: Vec<f64> = self.values.iter().map(|value| value.max(0.0)).collect();
        sorted.sort_by(|one, other| other.total_cmp(one));
        sorted
    }

    /// Shares of customers and of the whole, best first.
    fn points(&self) -> Vec<(f64, f64)> {
        let sorted = self.sorted();
        let total: f64 = sorted.iter().sum();
        let every = sorted.len().div_ceil(MOST_POINTS).max(1);
        let mut points = vec![(0.0, 0.0)];
        let mut sum = 0.0;
        for (at, value) in sorted.iter().enumerate() {
            sum += value;
            if (at + 1) % every == 0 || at + 1 == sorted.len() {
                points.push(((at + 1) as f64 / sorted.len() as f64, sum / total));
            }
        }
        points
    }
}

impl Chart for ParetoCurve {
    fn svg(&self, look: Look, size: Size) -> Result<String, ChartError> {
        check_finite("values", self.values.iter().copied())?;
        check_finite("best share", [self.best_share])?;
        let is_empty = self.values.iter().all(|value| *value <= 0.0);
        let mut words = self.words.clone();
        if !is_empty {
            words.description = format!("{} {}", words.description, self.sentence());
        }
        let mut canvas = Canvas::open(&words, look, size)?;
        let (y_marks, y_span) = upright_marks(&Unit::Percent, [0.0, 1.0], marks_upright(&canvas));
        let surround = Surround {
            title: &words.title,
            legend: &[],
            x_label: &format!("share of {}, best first", self.who),
            y_label: &format!("share of the {}", self.what),
            y_marks: &y_marks,
        };
        let frame = Frame::draw(&mut canvas, &surround);
        if is_empty {
            frame.say_empty(&mut canvas);
            return Ok(canvas.close());
        }
        let y = frame.upright(y_span);
        let x = frame.across([0.0, 1.0]);
        frame.draw_grid(&mut canvas, &y, &y_marks);
        let most = frame.marks_across(&canvas, "100 %");
        frame.draw_feet(&mut canvas, &x, &ticks(&Unit::Percent, 0.0, 1.0, most));
        let mut places: Vec<[f64; 2]> = self
            .points()
            .iter()
            .map(|&(share, of_all)| [x.place(share), y.place(of_all)])
            .collect();
        // What it would be if all were alike.
        let even = [x.place(0.0), y.place(0.0), x.place(1.0), y.place(1.0)];
        canvas.line(even, Colour::Soft, 1.0, "3 3");
        canvas.path(&places, Colour::First, 2.5, "");
        places.push([x.place(1.0), y.place(0.0)]);
        canvas.area(&places, Colour::First, 0.12);
        self.draw_best(
            &mut canvas,
            &frame,
            [x.place(self.best_share), y.place(self.share_of_best())],
        );
        Ok(canvas.close())
    }
}

impl ParetoCurve {
    /// The marked share, with lines to both axes and its sentence beside.
    fn draw_best(&self, canvas: &mut Canvas, frame: &Frame, [x, y]: [f64; 2]) {
        let letter = canvas.look.letter();
        canvas.line([x, frame.bottom, x, y], Colour::Ink, 1.5, "5 3");
        canvas.line([frame.left, y, x, y], Colour::Ink, 1.5, "5 3");
        canvas.dot([x, y], 5.0, Colour::Ink, &self.sentence());
        let words = format!(
            "best {:.0} %: {:.0} % of the {}",
            100.0 * self.best_share,
            100.0 * self.share_of_best(),
            self.what
        );
        let place = foot_of_label(frame, x, letter, canvas.width_of(&words));
        canvas.text(place, Anchor::Start, Colour::Ink, &words);
    }
}

/// Where the sentence of the marked share stands: at the foot of its line, where the area under
/// the line of equals holds nothing else.
fn foot_of_label(frame: &Frame, x: f64, letter: f64, width: f64) -> [f64; 2] {
    let gap = 0.8 * letter;
    let slope = (frame.right - frame.left) / (frame.bottom - frame.top).max(1.0);
    // From here on the line of equals runs higher than the sentence, also in larger type.
    let clear = frame.left + 2.5 * letter * slope;
    let beside = (x + gap).max(clear);
    let left = if beside + width <= frame.right {
        beside
    } else {
        (x - gap - width).max(frame.left)
    };
    [left, frame.bottom - 0.6 * letter]
}

#[cfg(test)]
mod tests {
    use super::{ParetoCurve, foot_of_label};
    use crate::frame::Frame;
    use crate::words::Words;

    #[test]
    fn the_sentence_of_the_best_touches_neither_line_whatever_share_is_marked() {
        let frame = Frame {
            left: 50.0,
            right: 450.0,
            top: 40.0,
            bottom: 240.0,
        };
        let (letter, width) = (12.0, 160.0);
        for percent in 1..100 {
            let x = 50.0 + 4.0 * f64::from(percent);
            let [left, baseline] = foot_of_label(&frame, x, letter, width);
            let (right, top) = (left + width, baseline - letter);
            assert!(
                left >= 50.0 && right <= 450.0,
                "{percent}: {left} to {right}"
            );
            assert!(right < x || left > x, "{percent}: over the marked share");
            let line_of_equals = 240.0 - (left - 50.0) / 2.0;
            assert!(
                top > line_of_equals,
                "{percent}: {top} above {line_of_equals}"
            );
        }
    }

    fn share(values: &[f64], best_share: f64) -> f64 {
        let curve = ParetoCurve::new(Words::default(), values.to_vec());
        ParetoCurve {
            best_share,
            ..curve
        }
        .share_of_best()
    }

    #[test]
    fn the_best_fifth_is_found() {
        assert_eq!(share(&[1.0, 8.0, 0.5, 0.25, 0.25], 0.2), 0.8);
        assert_eq!(share(&[2.0; 10], 0.25), 0.25);
        assert_eq!(share(&[5.0, -5.0], 0.5), 1.0);
        assert_eq!(share(&[], 0.2), 0.0);
        assert_eq!(share(&[0.0, 0.0], 0.2), 0.0);
    }

    #[test]
    fn a_large_base_is_drawn_with_few_points_and_ends_at_the_whole() {
        let values = (0..10_000).map(f64::from).collect();
        let points = ParetoCurve::new(Words::default(), values).points();
        assert!(points.len() <= 202);
        assert_eq!(points.last(), Some(&(1.0, 1.0)));
    }
}
