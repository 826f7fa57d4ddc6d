//! An axis, and the line between its values and places in the drawing.

use crate::ticks::{Tick, Unit, ticks};

/// An axis: what it is called and what its numbers are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Axis {
    /// What is measured, such as `orders a week`.
    pub label: String,
    /// What its numbers are.
    pub unit: Unit,
}

impl Axis {
    /// An axis of this unit.
    pub fn new(label: impl Into<String>, unit: Unit) -> Self {
        Axis {
            label: label.into(),
            unit,
        }
    }

    /// An axis of plain numbers.
    pub fn number(label: impl Into<String>) -> Self {
        Axis::new(label, Unit::Number)
    }
}

/// The values from `low` to `high` stand between the places `from` and `to`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    pub(crate) fn new([low, high]: [f64; 2], [from, to]: [f64; 2]) -> Self {
        Scale {
            low,
            high,
            from,
            to,
        }
    }

    /// Where a value stands; all of a range without width stand in the middle.
    ///
    /// - Formula: `from + (value − low)/(high − low)·(to − from)`
    /// - Shape: one value in, one place out
    /// - Units: those of the axis in, those of the drawing out
    /// - Range: any finite value; values beyond the axis stand beyond its end
    /// - Errors: none
    /// - Source: definition of a linear scale
    /// - Checked: `a_range_without_width_stands_in_the_middle`
    pub(crate) fn place(&self, value: f64) -> f64 {
        let share = match self.high - self.low {
            width if width > 0.0 => (value - self.low) / width,
            _ => 0.5,
        };
        self.from + share * (self.to - self.from)
    }
}

/// The smallest and the largest of some values; nothing when there is none.
pub(crate) fn extent(values: impl IntoIterator<Item = f64>) -> Option<[f64; 2]> {
    values.into_iter().fold(None, |extent, value| {
        Some(extent.map_or([value, value], |[low, high]: [f64; 2]| {
            [low.min(value), high.max(value)]
        }))
    })
}

/// Marks of an upright axis and the range they span; it takes zero in, so that heights compare.
pub(crate) fn upright_marks(unit: &Unit, extent: [f64; 2], most: usize) -> (Vec<Tick>, [f64; 2]) {
    let (low, high) = (extent[0].min(0.0), extent[1].max(0.0));
    // Shares that fill most of the whole are shown in all of it.
    let high = match unit {
        Unit::Percent if high > 0.6 && high <= 1.0 => 1.0,
        _ => high,
    };
    let marks = ticks(unit, low, high, most);
    let span = [
        marks.first().map_or(low, |tick| tick.at),
        marks.last().map_or(high, |tick| tick.at),
    ];
    (marks, span)
}

#[cfg(test)]
mod tests {
    use super::{Scale, extent, upright_marks};
    use crate::ticks::Unit;

    #[test]
    fn a_range_without_width_stands_in_the_middle() {
        assert_eq!(Scale::new([3.0, 3.0], [0.0, 10.0]).place(3.0), 5.0);
        assert_eq!(Scale::new([0.0, 4.0], [10.0, 0.0]).place(1.0), 7.5);
    }

    #[test]
    fn an_extent_spans_all_values() {
        assert_eq!(extent([]), None);
        assert_eq!(extent([2.0, -1.0, 5.0]), Some([-1.0, 5.0]));
    }

    #[test]
    fn upright_axes_start_at_zero_and_show_large_shares_whole() {
        assert_eq!(upright_marks(&Unit::Number, [4.0, 9.0], 4).1, [0.0, 10.0]);
        assert_eq!(upright_marks(&Unit::Percent, [0.2, 0.7], 4).1, [0.0, 1.0]);
    }
}
