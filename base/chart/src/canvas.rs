//! An SVG document being written: shapes and words in, text out. Every word is escaped here.

use std::fmt::Write;

use crate::error::ChartError;
use crate::look::{Colour, Look, Size};
use crate::words::{Words, escape};

/// The smallest drawing in which anything can be read.
const LEAST: Size = Size {
    wide: 120,
    high: 80,
};

/// Drawings narrower than this are scaled up more by a page, which sets their words smaller.
const NARROW: u32 = 640;

/// Mean width of a letter as a part of its height, digits and narrow letters mixed; measured on
/// Inter, Liberation Sans and Libertinus.
const LETTER_WIDTH: f64 = 0.55;

/// Fonts of a file, the first that is there; the last family named is embedded, for PNGs painted
/// on a machine without any of the others.
const FONTS: &str = "Inter, 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', \
                     'Libertinus Serif', sans-serif";

/// Where the words of a text stand from its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// An SVG document being written.
pub(crate) struct Canvas {
    svg: String,
    pub(crate) look: Look,
    pub(crate) wide: f64,
    pub(crate) high: f64,
}

impl Canvas {
    /// Opens the document with its title and its sentence.
    pub(crate) fn open(words: &Words, look: Look, size: Size) -> Result<Canvas, ChartError> {
        let Size { wide, high } = size;
        if wide < LEAST.wide || high < LEAST.high {
            return Err(ChartError::TooSmall { wide, high });
        }
        let id = words.id();
        let class = match wide {
            ..NARROW => "chart narrow",
            _ => "chart",
        };
        let mut svg = String::new();
        let _ = write!(
            svg,
            "<svg class=\"{class}\" viewBox=\"0 0 {wide} {high}\" role=\"img\" \
             aria-labelledby=\"t{id} d{id}\""
        );
        if look.is_file() {
            let _ = write!(
                svg,
                " xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" \
                 font-family=\"{FONTS}\" font-size=\"{}\"",
                look.letter()
            );
        }
        let _ = write!(
            svg,
            "><title id=\"t{id}\">{}</title><desc id=\"d{id}\">{}</desc>",
            escape(&words.title),
            escape(&words.description)
        );
        let mut canvas = Canvas {
            svg,
            look,
            wide: f64::from(wide),
            high: f64::from(high),
        };
        if look.is_file() {
            canvas.rect([0.0, 0.0, canvas.wide, canvas.high], Colour::Paper, "", "");
        }
        Ok(canvas)
    }

    /// Closes the document.
    pub(crate) fn close(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }

    /// How wide these words are, about.
    pub(crate) fn width_of(&self, words: &str) -> f64 {
        words.chars().count() as f64 * LETTER_WIDTH * self.look.letter()
    }

    /// A filled rectangle: left, top, width, height; `class` and `hover` may be empty.
    pub(crate) fn rect(&mut self, [x, y, w, h]: [f64; 4], fill: Colour, class: &str, hover: &str) {
        let fill = self.look.colour(fill);
        let class = match class {
            "" => String::new(),
            name => format!(" class=\"{name}\""),
        };
        let _ = write!(
            self.svg,
            "<rect{class} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\"",
            Place(x),
            Place(y),
            Place(w),
            Place(h)
        );
        self.close_with_hover("rect", hover);
    }

    /// A straight line; `dash` as SVG has it, or empty.
    pub(crate) fn line(&mut self, [x1, y1, x2, y2]: [f64; 4], ink: Colour, thick: f64, dash: &str) {
        let stroke = self.look.colour(ink);
        let _ = write!(
            self.svg,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{stroke}\" stroke-width=\"{thick}\"{}/>",
            Place(x1),
            Place(y1),
            Place(x2),
            Place(y2),
            dashed(dash)
        );
    }

    /// A line through many places.
    pub(crate) fn path(&mut self, places: &[[f64; 2]], ink: Colour, thick: f64, dash: &str) {
        let stroke = self.look.colour(ink);
        let _ = write!(
            self.svg,
            "<path d=\"{}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{thick}\" \
             stroke-linejoin=\"round\" stroke-linecap=\"round\"{}/>",
            track(places),
            dashed(dash)
        );
    }

    /// A pale area within these places.
    pub(crate) fn area(&mut self, places: &[[f64; 2]], fill: Colour, opacity: f64) {
        let fill = self.look.colour(fill);
        let _ = write!(
            self.svg,
            "<path d=\"{}Z\" fill=\"{fill}\" fill-opacity=\"{opacity}\"/>",
            track(places)
        );
    }

    /// A point with what it says when the mouse rests on it.
    pub(crate) fn dot(&mut self, [x, y]: [f64; 2], radius: f64, fill: Colour, hover: &str) {
        let fill = self.look.colour(fill);
        let _ = write!(
            self.svg,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\" fill=\"{fill}\"",
            Place(x),
            Place(y)
        );
        self.close_with_hover("circle", hover);
    }

    /// Words at a place.
    pub(crate) fn text(&mut self, [x, y]: [f64; 2], anchor: Anchor, ink: Colour, words: &str) {
        let class = match ink {
            Colour::OnStep(4) => " class=\"on-top\"",
            Colour::OnStep(_) => " class=\"on\"",
            Colour::Ink => " class=\"ink\"",
            _ => "",
        };
        self.words([x, y], anchor, ink, words, class);
    }

    /// The name of the chart, larger.
    pub(crate) fn title(&mut self, [x, y]: [f64; 2], words: &str) {
        let shape = " font-size=\"17\" font-weight=\"600\"";
        self.words([x, y], Anchor::Start, Colour::Ink, words, shape);
    }

    fn words(&mut self, [x, y]: [f64; 2], anchor: Anchor, ink: Colour, words: &str, more: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let fill = self.look.colour(ink);
        let _ = write!(
            self.svg,
            "<text{more} x=\"{}\" y=\"{}\"{anchor} fill=\"{fill}\">{}</text>",
            Place(x),
            Place(y),
            escape(words)
        );
    }

    fn close_with_hover(&mut self, tag: &str, hover: &str) {
        match hover {
            "" => self.svg.push_str("/>"),
            words => {
                let _ = write!(self.svg, "><title>{}</title></{tag}>", escape(words));
            }
        }
    }
}

/// A place in the drawing, to a tenth of its unit: finer cannot be seen.
struct Place(f64);

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Adding zero turns −0 into 0.
        write!(f, "{}", (self.0 * 10.0).round() / 10.0 + 0.0)
    }
}

fn track(places: &[[f64; 2]]) -> String {
    let mut track = String::with_capacity(places.len() * 12);
    for (at, [x, y]) in places.iter().enumerate() {
        let letter = if at == 0 { 'M' } else { 'L' };
        let _ = write!(track, "{letter}{} {}", Place(*x), Place(*y));
    }
    track
}

fn dashed(dash: &str) -> String {
    match dash {
        "" => String::new(),
        dash => format!(" stroke-dasharray=\"{dash}\""),
    }
}
