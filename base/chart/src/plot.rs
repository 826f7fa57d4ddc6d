//! A plot: lines over a level axis, with a band and marked places.

use crate::Chart;
use crate::canvas::{Anchor, Canvas};
use crate::error::{ChartError, check_finite};
use crate::frame::{Frame, Surround, marks_upright};
use crate::legend::{BAND_OPACITY, Entry, Sample};
use crate::line::{Band, Line, Mark};
use crate::look::{Colour, Look, Size};
use crate::scale::{Axis, Scale, extent, upright_marks};
use crate::ticks::{Tick, say, ticks};
use crate::words::Words;

/// Lines with at most this many points show each of them, with its value under the mouse; more
/// would run into each other.
const MOST_DOTS: usize = 60;

/// Opacity of the area under a filled line.
const FILL_OPACITY: f64 = 0.12;

/// Lines over a level axis, with a band and marked places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plot {
    /// Its name, and what it shows.
    pub words: Words,
    /// The level axis.
    pub x: Axis,
    /// The upright axis; it takes zero in.
    pub y: Axis,
    /// The lines, the most important first.
    pub lines: Vec<Line>,
    /// A range around one of them.
    pub band: Option<Band>,
    /// Places that matter.
    pub marks: Vec<Mark>,
}

impl Chart for Plot {
    fn svg(&self, look: Look, size: Size) -> Result<String, ChartError> {
        self.check()?;
        let mut canvas = Canvas::open(&self.words, look, size)?;
        let (y_marks, y_span) = upright_marks(
            &self.y.unit,
            self.y_extent().unwrap_or([0.0, 1.0]),
            marks_upright(&canvas),
        );
        let surround = Surround {
            title: &self.words.title,
            legend: &self.legend(),
            x_label: &self.x.label,
            y_label: &self.y.label,
            y_marks: &y_marks,
        };
        let frame = Frame::draw(&mut canvas, &surround);
        let Some(x_span) = self.x_extent() else {
            frame.say_empty(&mut canvas);
            return Ok(canvas.close());
        };
        let (x, y) = (frame.across(x_span), frame.upright(y_span));
        frame.draw_grid(&mut canvas, &y, &y_marks);
        let x_marks = self.x_marks(&canvas, &frame, x_span);
        frame.draw_feet(&mut canvas, &x, &x_marks);
        self.draw_band(&mut canvas, &x, &y);
        for (at, line) in self.lines.iter().enumerate().rev() {
            self.draw_line(&mut canvas, line, ink(at), &x, &y);
        }
        self.draw_marks(&mut canvas, &frame, &x);
        Ok(canvas.close())
    }
}

impl Plot {
    fn check(&self) -> Result<(), ChartError> {
        self.lines.iter().try_for_each(Line::check)?;
        self.band.iter().try_for_each(Band::check)?;
        check_finite("marks", self.marks.iter().map(|mark| mark.at))
    }

    fn x_extent(&self) -> Option<[f64; 2]> {
        let lines = self.lines.iter().flat_map(|line| &line.points);
        let band = self.band.iter().flat_map(|band| &band.points);
        let marks = self.marks.iter().map(|mark| mark.at);
        let places = lines.map(|(x, _)| *x).chain(band.map(|(x, _, _)| *x));
        // Marks alone are no data.
        extent(places).and_then(|[low, high]| extent([low, high].into_iter().chain(marks)))
    }

    fn y_extent(&self) -> Option<[f64; 2]> {
        let lines = self.lines.iter().flat_map(|line| &line.points);
        let band = self.band.iter().flat_map(|band| &band.points);
        extent(
            lines
                .map(|(_, y)| *y)
                .chain(band.flat_map(|&(_, low, high)| [low, high])),
        )
    }

    /// Round marks within the data; the axis ends where the data do.
    fn x_marks(&self, canvas: &Canvas, frame: &Frame, span: [f64; 2]) -> Vec<Tick> {
        let widest = say(&self.x.unit, span[1], 1.0);
        let most = frame.marks_across(canvas, widest.get(..8).unwrap_or(&widest));
        let mut marks = ticks(&self.x.unit, span[0], span[1], most);
        marks.retain(|tick| span[0] <= tick.at && tick.at <= span[1]);
        marks
    }

    fn legend(&self) -> Vec<Entry> {
        if self.lines.len() + usize::from(self.band.is_some()) < 2 {
            return Vec::new();
        }
        let lines = self.lines.iter().enumerate().map(|(at, line)| Entry {
            name: line.name.clone(),
            sample: Sample::Line(ink(at), line.dash.pattern()),
        });
        let band = self.band.iter().map(|band| Entry {
            name: band.name.clone(),
            sample: Sample::Band(Colour::First),
        });
        lines.chain(band).collect()
    }

    fn draw_band(&self, canvas: &mut Canvas, x: &Scale, y: &Scale) {
        let Some(band) = &self.band else { return };
        let above = band.points.iter().map(|&(at, _, high)| (at, high));
        let below = band.points.iter().rev().map(|&(at, low, _)| (at, low));
        let edge: Vec<[f64; 2]> = above
            .chain(below)
            .map(|(at, value)| [x.place(at), y.place(value)])
            .collect();
        if band.points.len() > 1 {
            canvas.area(&edge, Colour::First, BAND_OPACITY);
        } else if let [top, bottom] = edge[..] {
            canvas.line(
                [top[0], top[1], bottom[0], bottom[1]],
                Colour::First,
                6.0,
                "",
            );
        }
    }

    fn draw_line(&self, canvas: &mut Canvas, line: &Line, ink: Colour, x: &Scale, y: &Scale) {
        let corners = line.corners();
        let mut places: Vec<[f64; 2]> = corners
            .iter()
            .map(|&(at, value)| [x.place(at), y.place(value)])
            .collect();
        if places.len() > 1 {
            canvas.path(&places, ink, 2.5, line.dash.pattern());
        }
        if line.points.len() <= MOST_DOTS && !line.steps || line.points.len() == 1 {
            let radius = if line.points.len() == 1 { 5.0 } else { 3.0 };
            for &(at, value) in &line.points {
                let hover = self.hover(line, at, value);
                canvas.dot([x.place(at), y.place(value)], radius, ink, &hover);
            }
        }
        if let (true, Some(first), Some(last)) =
            (line.filled, places.first().copied(), places.last().copied())
        {
            places.extend([[last[0], y.place(0.0)], [first[0], y.place(0.0)]]);
            canvas.area(&places, ink, FILL_OPACITY);
        }
    }

    fn hover(&self, line: &Line, at: f64, value: f64) -> String {
        let fine = match value.abs() {
            size if size >= 100.0 => 1.0,
            size if size >= 1.0 => 0.1,
            _ => 0.01,
        };
        let place = say(&self.x.unit, at, 1.0);
        format!("{}, {place}: {}", line.name, say(&self.y.unit, value, fine))
    }

    fn draw_marks(&self, canvas: &mut Canvas, frame: &Frame, x: &Scale) {
        let letter = canvas.look.letter();
        for mark in &self.marks {
            let at = x.place(mark.at);
            canvas.line([at, frame.top, at, frame.bottom], Colour::Soft, 1.0, "3 3");
            // The words stand on the side that has room.
            let is_right = at + canvas.width_of(&mark.name) + letter > canvas.wide;
            let (anchor, shift) = match is_right {
                true => (Anchor::End, -0.4),
                false => (Anchor::Start, 0.4),
            };
            let place = [at + shift * letter, frame.bottom - 0.5 * letter];
            canvas.text(place, anchor, Colour::Soft, &mark.name);
        }
    }
}

/// Lines in their order; the fourth looks like the first and needs another dash.
fn ink(at: usize) -> Colour {
    [Colour::First, Colour::Second, Colour::Third][at % 3]
}
