//! The frame of a chart with two axes: title, legend, grid, marks and their words.
//!
//! Enters: marks, labels and legend. Leaves: the box that is left for the data.

use crate::canvas::{Anchor, Canvas};
use crate::legend::{Entry, draw_legend};
use crate::look::Colour;
use crate::scale::Scale;
use crate::ticks::Tick;

/// What stands around the data.
pub(crate) struct Surround<'a> {
    pub(crate) title: &'a str,
    pub(crate) legend: &'a [Entry],
    pub(crate) x_label: &'a str,
    pub(crate) y_label: &'a str,
    pub(crate) y_marks: &'a [Tick],
}

/// The box of the data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Frame {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl Frame {
    /// Writes title, legend and labels, and gives the box that is left.
    pub(crate) fn draw(canvas: &mut Canvas, surround: &Surround<'_>) -> Frame {
        let letter = canvas.look.letter();
        let row = letter * 1.7;
        let pad = letter * 0.5;
        let widest = surround
            .y_marks
            .iter()
            .map(|tick| canvas.width_of(&tick.words));
        let left = widest.fold(0.0, f64::max) + 2.0 * pad;
        let right = canvas.wide - 1.5 * letter;
        let mut top = pad;
        if canvas.look.is_file() && !surround.title.is_empty() {
            canvas.title([pad, top + 20.0], surround.title);
            top += 32.0;
        }
        top = draw_legend(canvas, surround.legend, [pad, right], top);
        if !surround.y_label.is_empty() {
            canvas.text(
                [pad, top + letter],
                Anchor::Start,
                Colour::Soft,
                surround.y_label,
            );
            top += row;
        }
        let mut bottom = canvas.high - pad;
        if !surround.x_label.is_empty() {
            canvas.text(
                [right, bottom - 0.2 * letter],
                Anchor::End,
                Colour::Soft,
                surround.x_label,
            );
            bottom -= row;
        }
        Frame {
            left,
            right,
            top: top + pad,
            bottom: bottom - row,
        }
    }

    /// Places from left to right for a range of values.
    pub(crate) fn across(&self, span: [f64; 2]) -> Scale {
        Scale::new(span, [self.left, self.right])
    }

    /// Places from bottom to top for a range of values.
    pub(crate) fn upright(&self, span: [f64; 2]) -> Scale {
        Scale::new(span, [self.bottom, self.top])
    }

    /// Marks that fit side by side when each takes as much room as these words.
    pub(crate) fn marks_across(&self, canvas: &Canvas, widest: &str) -> usize {
        let each = canvas.width_of(widest) + 1.5 * canvas.look.letter();
        ((self.right - self.left) / each).floor().clamp(1.0, 12.0) as usize
    }

    /// A pale line and its words for each mark of the upright axis.
    pub(crate) fn draw_grid(&self, canvas: &mut Canvas, y: &Scale, marks: &[Tick]) {
        let letter = canvas.look.letter();
        for tick in marks {
            let at = y.place(tick.at);
            let ink = if tick.at == 0.0 {
                Colour::Axis
            } else {
                Colour::Grid
            };
            canvas.line([self.left, at, self.right, at], ink, 1.0, "");
            let place = [self.left - 0.5 * letter, at + 0.35 * letter];
            canvas.text(place, Anchor::End, Colour::Soft, &tick.words);
        }
    }

    /// A short line and its words for each mark of the level axis.
    pub(crate) fn draw_feet(&self, canvas: &mut Canvas, x: &Scale, marks: &[Tick]) {
        let letter = canvas.look.letter();
        canvas.line(
            [self.left, self.bottom, self.right, self.bottom],
            Colour::Axis,
            1.0,
            "",
        );
        for tick in marks {
            let at = x.place(tick.at);
            canvas.line(
                [at, self.bottom, at, self.bottom + 4.0],
                Colour::Axis,
                1.0,
                "",
            );
            let half = canvas.width_of(&tick.words) / 2.0;
            // The outermost words stay inside the drawing.
            let middle = at.clamp(half, (canvas.wide - half).max(half));
            let place = [middle, self.bottom + 4.0 + 1.15 * letter];
            canvas.text(place, Anchor::Middle, Colour::Soft, &tick.words);
        }
    }

    /// Says in the middle that there is nothing.
    pub(crate) fn say_empty(&self, canvas: &mut Canvas) {
        let place = [
            (self.left + self.right) / 2.0,
            (self.top + self.bottom) / 2.0,
        ];
        canvas.text(place, Anchor::Middle, Colour::Soft, "Nothing to show yet");
    }
}

/// Marks of an upright axis for which there is room in a drawing of this height.
pub(crate) fn marks_upright(canvas: &Canvas) -> usize {
    (canvas.high / (canvas.look.letter() * 4.5))
        .floor()
        .clamp(2.0, 6.0) as usize
}
