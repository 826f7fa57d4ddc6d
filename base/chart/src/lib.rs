//! Charts. Enters: series of numbers with their names. Leaves: an SVG document, or the same as
//! PNG.
//!
//! Floor 0: opens no file and no network, takes no clock; the same series give the same bytes.
//!
//! ```
//! use chart::{Axis, Chart, Line, Look, Plot, Size, Words};
//!
//! let plot = Plot {
//!     words: Words::new("Repeat orders", "Actual orders stay close to the model's."),
//!     x: Axis::number("week"),
//!     y: Axis::number("orders"),
//!     lines: vec![
//!         Line::solid("actual", vec![(1.0, 12.0), (2.0, 17.0), (3.0, 15.0)]),
//!         Line::dashed("expected", vec![(1.0, 13.0), (2.0, 15.0), (3.0, 16.0)]),
//!     ],
//!     ..Plot::default()
//! };
//! let svg = plot.svg(Look::Light, Size::FILE)?;
//! assert!(svg.starts_with("<svg") && svg.contains("<desc"));
//! # Ok::<(), chart::ChartError>(())
//! ```
//!
//! # What is drawn
//! | chart | shows |
//! |--|--|
//! | [`Plot`] | lines with a band: tracking, the history of a chance (as a filled step) |
//! | [`HeatMap`] | a value for every pair of two counts: chance and expected orders |
//! | [`GroupedBars`] | two or three bars side by side: calibration by count |
//! | [`ParetoCurve`] | how much of the whole the best few bring, the top 20 % marked |
//! | [`MonthBars`] | an amount for every month |
//! | [`DifferenceRange`] | one difference with its range on a line through zero |
//!
//! # Looks
//! [`Look::Page`] takes its colours from the custom properties of the page's style sheet and leaves
//! the size of words to it (class `chart`), so that one drawing serves light and dark and every
//! width. [`Look::Light`] and [`Look::Dark`] carry everything with them, for files.
//!
//! # For everybody
//! Every drawing has a title and a sentence that says what it shows. No series is told apart by
//! colour alone: lines differ in their dashes, bars in their hatching, and the five steps of a map
//! in lightness, with their limits written beside.

mod canvas;
mod error;
mod frame;
mod groups;
mod heat;
mod legend;
mod line;
mod look;
mod months;
mod pareto;
mod plot;
mod png;
mod range;
mod scale;
mod ticks;
mod words;

pub use error::ChartError;
pub use groups::{BarSeries, GroupedBars};
pub use heat::HeatMap;
pub use line::{Band, Dash, Line, Mark};
pub use look::{Look, Size};
pub use months::MonthBars;
pub use pareto::ParetoCurve;
pub use plot::Plot;
pub use png::to_png;
pub use range::DifferenceRange;
pub use scale::Axis;
pub use ticks::Unit;
pub use words::{Words, escape};

/// Something that can be drawn.
pub trait Chart {
    /// The drawing as an SVG element; for files it is a whole document.
    ///
    /// # Errors
    /// When a number is NaN or infinite, columns differ in length, or the size is too small to
    /// hold anything.
    fn svg(&self, look: Look, size: Size) -> Result<String, ChartError>;
}
