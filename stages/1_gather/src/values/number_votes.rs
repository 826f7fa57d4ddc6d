//! What the cells of a column show of how its numbers are written.
//!
//! Enters: cells, one by one. Leaves: the decimal mark and the side that takes away, where the
//! column shows them.

use crate::values::number_text::{DecimalMark, NumberText, Shape, Side, shape_of};

/// How many cells of a column are written in which way.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NumberVotes {
    /// Cells that are numbers at all.
    pub(crate) numbers: u64,
    /// Cells that need the point.
    pub(crate) point: u64,
    /// Cells that need the comma.
    pub(crate) comma: u64,
    /// Cells with three digits behind their only mark, a point or a comma.
    any_point: u64,
    any_comma: u64,
    /// Whole numbers of four digits and more without any mark.
    ungrouped: u64,
    credit: u64,
    debit: u64,
    /// Numbers other than nought without a side.
    sideless: u64,
}

/// What the sides of a column mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sides {
    /// No cell has one.
    None,
    /// This one takes away.
    Less(Side),
    /// All cells have this one, which says nothing then.
    Only(Side),
    /// The column does not tell.
    Open,
}

impl NumberVotes {
    /// Counts one cell.
    pub(crate) fn count(&mut self, text: &str) {
        let says_something = || text.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
        if let Some(has_point) = plain_shape(text) {
            self.numbers += 1;
            self.point += u64::from(has_point);
            self.ungrouped += u64::from(!has_point && text.len() >= 4);
            self.sideless += u64::from(says_something());
            return;
        }
        let Some(number) = NumberText::of(text) else {
            return;
        };
        let Some(shape) = shape_of(&number.body) else {
            return;
        };
        self.numbers += 1;
        match shape {
            Shape::Whole => self.ungrouped += u64::from(number.body.len() >= 4 && !number.has_gaps),
            Shape::Needs(DecimalMark::Point) => self.point += 1,
            Shape::Needs(DecimalMark::Comma) => self.comma += 1,
            Shape::Either(DecimalMark::Point) => self.any_point += 1,
            Shape::Either(DecimalMark::Comma) => self.any_comma += 1,
        }
        match number.side {
            _ if !number.body.bytes().any(|byte| matches!(byte, b'1'..=b'9')) => {}
            Some(Side::Credit) => self.credit += 1,
            Some(Side::Debit) => self.debit += 1,
            None => self.sideless += 1,
        }
    }

    /// Counts a side that stands in a cell beside the amount.
    pub(crate) fn count_side(&mut self, side: Side) {
        match side {
            Side::Credit => self.credit += 1,
            Side::Debit => self.debit += 1,
        }
    }

    /// The mark that the cells show; `None` when no cell shows one.
    #[must_use]
    pub(crate) fn decide(self) -> Option<DecimalMark> {
        match self.point.cmp(&self.comma) {
            std::cmp::Ordering::Greater => Some(DecimalMark::Point),
            std::cmp::Ordering::Less => Some(DecimalMark::Comma),
            // Who writes thousands without a mark parts the whole with the one that is there.
            std::cmp::Ordering::Equal if self.point == 0 && self.ungrouped > 0 => {
                match (self.any_point, self.any_comma) {
                    (1.., 0) => Some(DecimalMark::Point),
                    (0, 1..) => Some(DecimalMark::Comma),
                    _ => None,
                }
            }
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The mark when three digits behind the only one are thousands, or when they are not.
    #[must_use]
    pub(crate) fn mark_when(self, thousands: bool) -> DecimalMark {
        if (self.any_point > 0) == thousands {
            DecimalMark::Comma
        } else {
            DecimalMark::Point
        }
    }

    /// Whether every cell that hangs on the mark has a comma.
    #[must_use]
    pub(crate) fn has_commas_only(self) -> bool {
        self.any_point == 0
    }

    /// Whether some cells hang on the mark.
    #[must_use]
    pub(crate) fn hangs_on_mark(self) -> bool {
        self.any_point + self.any_comma > 0
    }

    /// Whether both marks part wholes in this column, so that neither can be trusted elsewhere.
    #[must_use]
    pub(crate) fn contradicts_itself(self) -> bool {
        self.point > 0 && self.comma > 0
            || self.point + self.comma == 0 && self.any_point > 0 && self.any_comma > 0
    }

    /// What the sides mean: where some amounts have none, the side takes away from them; where all
    /// have one, the rarer takes away.
    #[must_use]
    pub(crate) fn sides(self) -> Sides {
        match (self.credit, self.debit, self.sideless) {
            (0, 0, _) => Sides::None,
            (_, 0, 0) => Sides::Only(Side::Credit),
            (0, _, 0) => Sides::Only(Side::Debit),
            (credit, 0, without) if credit <= without => Sides::Less(Side::Credit),
            (0, debit, without) if debit <= without => Sides::Less(Side::Debit),
            (credit, debit, 0) if credit < debit => Sides::Less(Side::Credit),
            (credit, debit, 0) if debit < credit => Sides::Less(Side::Debit),
            _ => Sides::Open,
        }
    }
}

/// Whether a number in one of the commonest forms needs the point; `None` for all other texts.
fn plain_shape(text: &str) -> Option<bool> {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let whole = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if whole == digits.len() {
        return (whole > 0).then_some(false);
    }
    let part = &digits[whole + 1..];
    let plain = digits[whole] == b'.'
        && whole > 0
        && !part.is_empty()
        && part.len() != 3
        && part.iter().all(u8::is_ascii_digit);
    plain.then_some(true)
}

#[cfg(test)]
mod tests {
    use super::{NumberVotes, Sides};
    use crate::values::number_text::{DecimalMark, Side};

    fn votes(cells: &[&str]) -> NumberVotes {
        let mut votes = NumberVotes::default();
        cells.iter().for_each(|cell| votes.count(cell));
        votes
    }

    #[test]
    fn one_telling_cell_settles_the_decimal_mark_of_a_column() {
        assert_eq!(votes(&["1.234", "2.500", "12"]).decide(), None);
        let told = votes(&["1.234", "2.500", "12", "7,5"]);
        assert_eq!(told.decide(), Some(DecimalMark::Comma));
        assert_eq!(told.numbers, 4);
        // Thousands without a mark beside it say that the mark parts no thousands.
        let told = votes(&["1.234", "12500"]);
        assert_eq!(told.decide(), Some(DecimalMark::Point));
        assert!(votes(&["7.10", "7,10", "1.234"]).contradicts_itself());
        assert!(votes(&["1.234", "1,234"]).contradicts_itself());
    }

    #[test]
    fn the_side_that_takes_away_is_the_marked_or_the_rarer() {
        for (cells, sides) in [
            (&["7.10", "2.00"][..], Sides::None),
            (&["7.10 CR", "2.00 CR"], Sides::Only(Side::Credit)),
            (&["7.10", "2.00 CR", "3"], Sides::Less(Side::Credit)),
            (
                &["7.10 CR", "2.00 DR", "3 CR", "0.00"],
                Sides::Less(Side::Debit),
            ),
            (&["7.10 CR", "2.00 DR"], Sides::Open),
            (&["7.10 CR", "2.00 CR", "3"], Sides::Open),
        ] {
            assert_eq!(votes(cells).sides(), sides, "{cells:?}");
        }
    }
}
