//! Bars side by side in groups: two or three series over the same few places.

use crate::Chart;
use crate::canvas::{Anchor, Canvas};
use crate::error::{ChartError, check_finite, check_length};
use crate::frame::{Frame, Surround, marks_upright};
use crate::legend::{Entry, Sample, draw_bar};
use crate::look::{Colour, Look, Size};
use crate::scale::{Axis, Scale, extent, upright_marks};
use crate::ticks::say;
use crate::words::Words;

/// Share of a group's width that its bars fill.
const FILLED_SHARE: f64 = 0.74;

/// Bars of one series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarSeries {
    /// Its name in the legend.
    pub name: String,
    /// One value per place.
    pub values: Vec<f64>,
}

/// Up to three series side by side over the same places, as in a calibration by count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupedBars {
    /// Its name, and what it shows.
    pub words: Words,
    /// What the places are, such as `repeat orders so far`.
    pub x_label: String,
    /// The names of the places, such as `0`, `1`, ..., `7 or more`.
    pub places: Vec<String>,
    /// The upright axis; it takes zero in.
    pub y: Axis,
    /// The series: the first is filled, the second hatched, the third filled in grey.
    pub series: Vec<BarSeries>,
}

impl Chart for GroupedBars {
    fn svg(&self, look: Look, size: Size) -> Result<String, ChartError> {
        for series in &self.series {
            check_length(&series.name, series.values.len(), self.places.len())?;
            check_finite(&series.name, series.values.iter().copied())?;
        }
        let mut canvas = Canvas::open(&self.words, look, size)?;
        let values = self
            .series
            .iter()
            .flat_map(|series| &series.values)
            .copied();
        let span = extent(values);
        let (y_marks, y_span) = upright_marks(
            &self.y.unit,
            span.unwrap_or([0.0, 1.0]),
            marks_upright(&canvas),
        );
        let surround = Surround {
            title: &self.words.title,
            legend: &self.legend(),
            x_label: &self.x_label,
            y_label: &self.y.label,
            y_marks: &y_marks,
        };
        let frame = Frame::draw(&mut canvas, &surround);
        if span.is_none() {
            frame.say_empty(&mut canvas);
            return Ok(canvas.close());
        }
        let y = frame.upright(y_span);
        frame.draw_grid(&mut canvas, &y, &y_marks);
        self.draw_groups(&mut canvas, &frame, &y);
        Ok(canvas.close())
    }
}

impl GroupedBars {
    fn legend(&self) -> Vec<Entry> {
        if self.series.len() < 2 {
            return Vec::new();
        }
        let entry = |(at, series): (usize, &BarSeries)| {
            let (fill, hatched) = shape(at);
            Entry {
                name: series.name.clone(),
                sample: Sample::Bar(fill, hatched),
            }
        };
        self.series.iter().enumerate().map(entry).collect()
    }

    fn draw_groups(&self, canvas: &mut Canvas, frame: &Frame, y: &Scale) {
        let group = (frame.right - frame.left) / self.places.len() as f64;
        let bar = group * FILLED_SHARE / self.series.len() as f64;
        for (at, place) in self.places.iter().enumerate() {
            let left = frame.left + group * (at as f64 + (1.0 - FILLED_SHARE) / 2.0);
            for (number, series) in self.series.iter().enumerate() {
                let value = series.values[at];
                let (one, other) = (y.place(value), y.place(0.0));
                let x = left + bar * number as f64;
                let (fill, hatched) = shape(number);
                let words = say(
                    &self.y.unit,
                    value,
                    if value.abs() < 10.0 { 0.01 } else { 1.0 },
                );
                let hover = format!("{}, {place}: {words}", series.name);
                let corners = [x, one.min(other), (bar - 1.0).max(0.5), (one - other).abs()];
                draw_bar(canvas, corners, fill, hatched, &hover);
            }
        }
        self.name_places(canvas, frame, group);
    }

    /// The names below, every second or third where they would touch; the last one always.
    fn name_places(&self, canvas: &mut Canvas, frame: &Frame, group: f64) {
        let letter = canvas.look.letter();
        let widths = self.places.iter().map(|place| canvas.width_of(place));
        let widest = widths.fold(0.0, f64::max) + 0.6 * letter;
        let every = (widest / group).ceil().max(1.0) as usize;
        let last = self.places.len() - 1;
        for (at, place) in self.places.iter().enumerate() {
            let near_the_last = at != last && last - at < every;
            if at != last && (at % every != 0 || near_the_last) {
                continue;
            }
            let half = canvas.width_of(place) / 2.0;
            let middle = frame.left + group * (at as f64 + 0.5);
            let middle = middle.min(canvas.wide - half);
            let foot = [middle, frame.bottom + 4.0 + 1.15 * letter];
            canvas.text(foot, Anchor::Middle, Colour::Soft, place);
        }
    }
}

/// What tells a series from the others.
fn shape(at: usize) -> (Colour, bool) {
    [
        (Colour::First, false),
        (Colour::Second, true),
        (Colour::Third, false),
    ][at % 3]
}
