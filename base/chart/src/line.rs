//! What can stand in a plot: lines, bands and marked places.

use crate::error::{ChartError, check_finite};

/// How a line is drawn; two lines of a plot should differ in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dash {
    /// Without a break.
    #[default]
    Solid,
    /// Long dashes.
    Dashed,
    /// Dots.
    Dotted,
}

impl Dash {
    pub(crate) fn pattern(self) -> &'static str {
        match self {
            Dash::Solid => "",
            Dash::Dashed => "7 5",
            Dash::Dotted => "1.5 4.5",
        }
    }
}

/// A line through points from left to right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its name in the legend.
    pub name: String,
    /// Its points.
    pub points: Vec<(f64, f64)>,
    /// How it is drawn.
    pub dash: Dash,
    /// Whether a value holds until the next point, as a chance does from order to order.
    pub steps: bool,
    /// Whether the area below it is filled.
    pub filled: bool,
}

impl Line {
    /// An unbroken line: what really was.
    pub fn solid(name: impl Into<String>, points: Vec<(f64, f64)>) -> Self {
        Line {
            name: name.into(),
            points,
            ..Line::default()
        }
    }

    /// A dashed line: what a model says.
    pub fn dashed(name: impl Into<String>, points: Vec<(f64, f64)>) -> Self {
        Line {
            dash: Dash::Dashed,
            ..Line::solid(name, points)
        }
    }

    /// The points it is drawn through: a step has a corner before each of them.
    pub(crate) fn corners(&self) -> Vec<(f64, f64)> {
        if !self.steps {
            return self.points.clone();
        }
        let mut corners = Vec::with_capacity(2 * self.points.len());
        for &(x, y) in &self.points {
            if let Some(&(_, before)) = corners.last() {
                corners.push((x, before));
            }
            corners.push((x, y));
        }
        corners
    }

    pub(crate) fn check(&self) -> Result<(), ChartError> {
        let values = self.points.iter().map(|(x, y)| x + y);
        check_finite(&self.name, values)
    }
}

/// A range around a line, from left to right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Band {
    /// Its name in the legend, such as `80 % range`.
    pub name: String,
    /// Where, from, to.
    pub points: Vec<(f64, f64, f64)>,
}

impl Band {
    pub(crate) fn check(&self) -> Result<(), ChartError> {
        let values = self.points.iter().map(|(x, low, high)| x + low + high);
        check_finite(&self.name, values)
    }
}

/// An upright line at a place that matters, such as today.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where.
    pub at: f64,
    /// What it is.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn a_step_holds_its_value_until_the_next_point() {
        let line = Line {
            steps: true,
            ..Line::solid("chance", vec![(0.0, 1.0), (2.0, 0.4), (3.0, 0.9)])
        };
        let corners = [(0.0, 1.0), (2.0, 1.0), (2.0, 0.4), (3.0, 0.4), (3.0, 0.9)];
        assert_eq!(line.corners(), corners);
    }
}
