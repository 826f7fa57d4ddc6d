//! One difference with its range on a line through zero.

use crate::Chart;
use crate::canvas::{Anchor, Canvas};
use crate::error::{ChartError, check_finite};
use crate::look::{Colour, Look, Size};
use crate::words::Words;

/// One difference with the range that the truth plausibly lies in.
#[derive(Clone, Debug, PartialEq)]
pub struct DifferenceRange {
    /// Its name, and what it shows.
    pub words: Words,
    /// Lower end, best guess and upper end.
    pub ends: [f64; 3],
    /// Lower end and upper end in words.
    pub said: [String; 2],
}

impl DifferenceRange {
    /// The size that the pages give it.
    pub const PAGE: Size = Size {
        wide: 720,
        high: 92,
    };
}

impl Chart for DifferenceRange {
    fn svg(&self, look: Look, size: Size) -> Result<String, ChartError> {
        check_finite("range", self.ends)?;
        let mut canvas = Canvas::open(&self.words, look, size)?;
        let [low, point, high] = self.ends;
        let reach = low.abs().max(high.abs()).max(f64::MIN_POSITIVE) * 1.15;
        let wide = canvas.wide;
        let at = |value: f64| wide / 2.0 + value / reach * (wide / 2.0 - 20.0);
        let (level, zero) = (canvas.high * 0.46, at(0.0));
        canvas.line(
            [zero, level - 16.0, zero, level + 16.0],
            Colour::Axis,
            1.0,
            "",
        );
        let ends = [[at(low), level], [at(high), level]];
        canvas.path(&ends, Colour::First, 6.0, "");
        canvas.dot([at(point), level], 7.0, Colour::Ink, "");
        let foot = canvas.high - 6.0;
        let room = 60.0_f64.min(wide / 4.0);
        let left = [at(low).max(room), foot];
        let right = [at(high).min(wide - room), foot];
        canvas.text(left, Anchor::Middle, Colour::Soft, &self.said[0]);
        canvas.text(right, Anchor::Middle, Colour::Soft, &self.said[1]);
        canvas.text([zero, level - 22.0], Anchor::Middle, Colour::Soft, "0");
        Ok(canvas.close())
    }
}
