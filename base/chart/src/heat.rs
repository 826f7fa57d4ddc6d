//! A map: a value for every pair of two counts, in five steps of lightness.

use crate::Chart;
use crate::canvas::{Anchor, Canvas};
use crate::error::{ChartError, check_finite, check_length};
use crate::frame::{Frame, Surround};
use crate::legend::{Entry, Sample};
use crate::look::{Colour, Look, STEPS, Size};
use crate::scale::{Axis, Scale};
use crate::ticks::{Tick, Unit, say, ticks};
use crate::words::Words;

/// A value for every pair of two counts, such as the chance active by age at last order and
/// repeat orders. Where no value can be, the paper shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatMap {
    /// Its name, and what it shows.
    pub words: Words,
    /// The level axis.
    pub x: Axis,
    /// The upright axis.
    pub y: Axis,
    /// The values of the columns, rising by equal steps.
    pub columns: Vec<f64>,
    /// The values of the rows, rising by equal steps; the first row is drawn lowest.
    pub rows: Vec<f64>,
    /// One value per cell, row by row from the first; `None` where there can be none.
    pub cells: Vec<Option<f64>>,
    /// What the values are.
    pub unit: Unit,
    /// What a cell without a value means, such as `cannot be`.
    pub gap: String,
}

impl Chart for HeatMap {
    fn svg(&self, look: Look, size: Size) -> Result<String, ChartError> {
        self.check()?;
        let mut canvas = Canvas::open(&self.words, look, size)?;
        let limits = self.limits();
        let y_marks = self.axis_marks(&self.rows, &self.y.unit, 8);
        let surround = Surround {
            title: &self.words.title,
            legend: &self.legend(&limits),
            x_label: &self.x.label,
            y_label: &self.y.label,
            y_marks: &y_marks,
        };
        let frame = Frame::draw(&mut canvas, &surround);
        if self.cells.is_empty() {
            frame.say_empty(&mut canvas);
            return Ok(canvas.close());
        }
        let x = frame.across(edges(&self.columns));
        let y = frame.upright(edges(&self.rows));
        self.draw_cells(&mut canvas, &x, &y, &limits);
        for tick in &y_marks {
            let letter = canvas.look.letter();
            let place = [frame.left - 0.5 * letter, y.place(tick.at) + 0.35 * letter];
            canvas.text(place, Anchor::End, Colour::Soft, &tick.words);
        }
        let widest = self.columns.last().copied().unwrap_or(0.0);
        let most = frame.marks_across(&canvas, &say(&self.x.unit, widest, 1.0));
        let x_marks = self.axis_marks(&self.columns, &self.x.unit, most);
        frame.draw_feet(&mut canvas, &x, &x_marks);
        Ok(canvas.close())
    }
}

impl HeatMap {
    fn check(&self) -> Result<(), ChartError> {
        check_finite("columns", self.columns.iter().copied())?;
        check_finite("rows", self.rows.iter().copied())?;
        let wanted = self.columns.len() * self.rows.len();
        check_length("cells", self.cells.len(), wanted)?;
        check_finite("cells", self.cells.iter().map(|cell| cell.unwrap_or(0.0)))
    }

    /// The four values between the five steps: fifths of the whole for shares, else such that
    /// each step holds as many cells, rounded to two digits.
    fn limits(&self) -> [f64; STEPS - 1] {
        if self.unit == Unit::Percent {
            return [0.2, 0.4, 0.6, 0.8];
        }
        let mut sorted: Vec<f64> = self.cells.iter().flatten().copied().collect();
        sorted.sort_by(f64::total_cmp);
        let mut limits = [0.0; STEPS - 1];
        for (number, limit) in limits.iter_mut().enumerate() {
            let at = (number + 1) * sorted.len() / STEPS;
            *limit = sorted.get(at).map_or(0.0, |value| two_digits(*value));
        }
        limits
    }

    fn legend(&self, limits: &[f64; STEPS - 1]) -> Vec<Entry> {
        let words = |value: f64| say(&self.unit, value, two_digit_step(value));
        let mut entries = Vec::new();
        // Limits that are alike leave steps without cells; those are not listed.
        let used: Vec<usize> = (0..STEPS)
            .filter(|step| {
                let holds = |cell: &f64| step_of(*cell, limits) == *step;
                self.cells.iter().flatten().any(holds)
            })
            .collect();
        for step in used {
            let name = match step {
                0 => format!("below {}", words(limits[0])),
                4 => format!("from {}", words(limits[3])),
                _ => format!("{} to {}", words(limits[step - 1]), words(limits[step])),
            };
            entries.push(Entry {
                name,
                sample: Sample::Step(step),
            });
        }
        if !self.gap.is_empty() && self.cells.iter().any(Option::is_none) {
            entries.push(Entry {
                name: self.gap.clone(),
                sample: Sample::Gap,
            });
        }
        entries
    }

    fn axis_marks(&self, values: &[f64], unit: &Unit, most: usize) -> Vec<Tick> {
        let (Some(&low), Some(&high)) = (values.first(), values.last()) else {
            return Vec::new();
        };
        let mut marks = ticks(unit, low, high, most);
        marks.retain(|tick| low <= tick.at && tick.at <= high);
        marks
    }

    /// Cells wide enough carry their numbers; else neighbours of one step are drawn as one.
    fn draw_cells(&self, canvas: &mut Canvas, x: &Scale, y: &Scale, limits: &[f64; STEPS - 1]) {
        let half = [half_step(&self.columns), half_step(&self.rows)];
        let (wide, high) = (
            x.place(2.0 * half[0]) - x.place(0.0),
            y.place(0.0) - y.place(2.0 * half[1]),
        );
        let letter = canvas.look.letter();
        let is_numbered = wide > 3.4 * letter && high > 1.4 * letter;
        for (row, cells) in self.rows.iter().zip(self.cells.chunks(self.columns.len())) {
            let top = y.place(row + half[1]);
            let mut at = 0;
            while at < cells.len() {
                let step = cells[at].map(|cell| step_of(cell, limits));
                let same = |cell: &&Option<f64>| cell.map(|cell| step_of(cell, limits)) == step;
                let run = match is_numbered {
                    true => 1,
                    false => cells[at..].iter().take_while(same).count(),
                };
                let left = x.place(self.columns[at] - half[0]);
                if let (Some(step), Some(value)) = (step, cells[at]) {
                    // Neighbours overlap a little, so that no seam of the paper shows.
                    let place = [left, top, wide * run as f64 + 0.4, high + 0.4];
                    let words = say(&self.unit, value, two_digit_step(value));
                    canvas.rect(place, Colour::Step(step), "", "");
                    if is_numbered {
                        let middle = [left + wide / 2.0, top + high / 2.0 + 0.35 * letter];
                        canvas.text(middle, Anchor::Middle, Colour::OnStep(step), &words);
                    }
                }
                at += run;
            }
        }
    }
}

/// The step of a value: how many limits it reaches.
fn step_of(value: f64, limits: &[f64; STEPS - 1]) -> usize {
    limits.iter().filter(|limit| value >= **limit).count()
}

/// Half of the distance between neighbours; a single one is one wide.
fn half_step(values: &[f64]) -> f64 {
    match values {
        [first, .., last] if last > first => (last - first) / (values.len() - 1) as f64 / 2.0,
        _ => 0.5,
    }
}

/// From the outer edge of the first cell to that of the last.
fn edges(values: &[f64]) -> [f64; 2] {
    let half = half_step(values);
    let low = values.first().copied().unwrap_or(0.0);
    let high = values.last().copied().unwrap_or(0.0);
    [low - half, high + half]
}

/// The size of the second digit of a number.
fn two_digit_step(value: f64) -> f64 {
    match value.abs() {
        size if size > 0.0 => 10_f64.powf(size.log10().floor() - 1.0).min(1.0),
        _ => 1.0,
    }
}

/// A number rounded to its first two digits.
fn two_digits(value: f64) -> f64 {
    let step = match value.abs() {
        size if size > 0.0 => 10_f64.powf(size.log10().floor() - 1.0),
        _ => return 0.0,
    };
    (value / step).round() * step
}

#[cfg(test)]
mod tests {
    use super::{HeatMap, step_of, two_digits};
    use crate::ticks::Unit;

    #[test]
    fn limits_part_the_cells_into_fifths() {
        let map = HeatMap {
            cells: (1..=100).map(|value| Some(f64::from(value))).collect(),
            ..HeatMap::default()
        };
        let limits = map.limits();
        assert_eq!(limits, [21.0, 41.0, 61.0, 81.0]);
        assert_eq!(step_of(20.0, &limits), 0);
        assert_eq!(step_of(81.0, &limits), 4);
        let shares = HeatMap {
            unit: Unit::Percent,
            ..HeatMap::default()
        };
        assert_eq!(shares.limits(), [0.2, 0.4, 0.6, 0.8]);
    }

    #[test]
    fn numbers_are_rounded_to_two_digits() {
        for (value, rounded) in [
            (0.0, 0.0),
            (0.01234, 0.012),
            (1_270.0, 1_300.0),
            (-5.56, -5.6),
        ] {
            assert!(
                (two_digits(value) - rounded).abs() < 1e-9 * (1.0 + rounded.abs()),
                "{value}"
            );
        }
    }
}
