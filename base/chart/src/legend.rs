//! The legend: each series with a sample of how it is drawn, on one line or more above the data.

use crate::canvas::{Anchor, Canvas};
use crate::look::Colour;

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sample {
    /// A line with these dashes.
    Line(Colour, &'static str),
    /// A pale area.
    Band(Colour),
    /// A bar, hatched or not.
    Bar(Colour, bool),
    /// A square of a map.
    Step(usize),
    /// A square left out of a map.
    Gap,
}

/// A series in the legend.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) sample: Sample,
}

/// Writes the entries between left and right, and gives where they end below.
pub(crate) fn draw_legend(
    canvas: &mut Canvas,
    entries: &[Entry],
    [left, right]: [f64; 2],
    top: f64,
) -> f64 {
    if entries.is_empty() {
        return top;
    }
    let letter = canvas.look.letter();
    let (row, swatch) = (letter * 1.7, letter * 1.8);
    let (mut x, mut y) = (left, top);
    for entry in entries {
        let width = swatch + 0.5 * letter + canvas.width_of(&entry.name);
        if x > left && x + width > right {
            (x, y) = (left, y + row);
        }
        draw_sample(canvas, entry.sample, [x, y + 0.1 * letter, swatch, letter]);
        let place = [x + swatch + 0.5 * letter, y + letter];
        canvas.text(place, Anchor::Start, Colour::Soft, &entry.name);
        x += width + 1.2 * letter;
    }
    y + row
}

fn draw_sample(canvas: &mut Canvas, sample: Sample, [x, y, w, h]: [f64; 4]) {
    let middle = y + h / 2.0;
    match sample {
        Sample::Line(ink, dash) => canvas.line([x, middle, x + w, middle], ink, 2.5, dash),
        Sample::Band(fill) => {
            let corners = [[x, y], [x + w, y], [x + w, y + h], [x, y + h]];
            canvas.area(&corners, fill, BAND_OPACITY);
        }
        Sample::Bar(fill, hatched) => draw_bar(canvas, [x, y, w, h], fill, hatched, ""),
        Sample::Step(step) => {
            canvas.rect([x, y, w, h], Colour::Step(step), "", "");
            outline(canvas, [x, y, w, h]);
        }
        Sample::Gap => outline(canvas, [x, y, w, h]),
    }
}

/// Pale enough that lines and grid show through, dark enough to be seen on paper.
pub(crate) const BAND_OPACITY: f64 = 0.18;

/// A bar; the hatched one is pale with dark cross lines, so that it differs in print, too.
pub(crate) fn draw_bar(
    canvas: &mut Canvas,
    [x, y, w, h]: [f64; 4],
    fill: Colour,
    hatched: bool,
    hover: &str,
) {
    if !hatched {
        canvas.rect([x, y, w, h], fill, "", hover);
        return;
    }
    canvas.rect([x, y, w, h], Colour::Paper, "", hover);
    let corners = [[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]];
    canvas.path(&corners, fill, 1.5, "");
    let mut level = y + h - HATCH;
    while level > y {
        canvas.line([x, level, x + w, level], fill, 1.0, "");
        level -= HATCH;
    }
}

/// Distance of the lines of a hatching.
const HATCH: f64 = 4.0;

fn outline(canvas: &mut Canvas, [x, y, w, h]: [f64; 4]) {
    let corners = [[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]];
    canvas.path(&corners, Colour::Axis, 1.0, "");
}
